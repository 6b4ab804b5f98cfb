// What was known of two actors by a date: the acts told until then, with the status then beside the final one.
// The status then is the one that most posts give up to then; of equally many the one told last.
// :param until date 2023 — the last date of a post, at any precision
// :param one str RUS — id of an actor
// :param other str IRN — id of another actor
// :param limit int 1000 — the most acts; of more, the newest
MATCH (:Actor {id: $one})-[:TOOK_PART]->(act:Act)<-[:TOOK_PART]-(:Actor {id: $other})
WITH DISTINCT act
WHERE left(act.first_report, size($until)) <= $until
WITH act ORDER BY act.date DESC, act.id LIMIT $limit
MATCH (act)<-[:REPORTS]-(claim:Claim)-[:IN_POST]->(post:Post)
WHERE left(post.date, size($until)) <= $until
WITH act, claim.status AS said, count(DISTINCT post.id) AS posts, max(post.date) AS last
ORDER BY act.id, posts DESC, last DESC, said
WITH act, collect(said) AS told, collect(posts) AS posts
RETURN act.date AS date, act.title AS title, head(told) AS status_then, told AS told_as, posts AS posts_then, act.status AS status_now,
  act.n_posts AS posts_now, act.first_report AS first_report, act.id AS act
ORDER BY date, act
