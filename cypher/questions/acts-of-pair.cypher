// All acts in which two actors take part, by date.
// :param one str RUS — id of an actor
// :param other str IRN — id of another actor
// :param since int 1900 — the first year
// :param until int 2100 — the last year
// :param limit int 1000 — the most acts; of more, those of most origins, then of most posts
MATCH (:Actor {id: $one})-[:TOOK_PART]->(act:Act)<-[:TOOK_PART]-(:Actor {id: $other})
WHERE act.year >= $since AND act.year <= $until
WITH DISTINCT act
WITH act ORDER BY act.n_origins DESC, act.n_posts DESC, act.id LIMIT $limit
OPTIONAL MATCH (act)-[:INVOLVES]->(item:Item)
WITH act, item ORDER BY act.id, item.id
WITH act, collect(DISTINCT item.name) AS items
RETURN act.date AS date, act.type AS type, act.status AS status, act.tangible AS tangible, act.title AS title, items,
  act.n_origins AS n_origins, act.n_posts AS n_posts, act.contradicted AS contradicted, act.id AS act
ORDER BY date, act
