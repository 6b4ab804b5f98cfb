// A picture of the acts in which two actors take part, with what they involve; the most told acts first.
// :param one str RUS — id of an actor
// :param other str IRN — id of another actor
// :param limit int 12 — the most acts
MATCH (a:Actor {id: $one})-[:TOOK_PART]->(act:Act)<-[:TOOK_PART]-(b:Actor {id: $other})
WITH DISTINCT a, b, act
ORDER BY act.n_origins DESC, act.n_posts DESC, act.id
LIMIT $limit
MATCH (a)-[part:TOOK_PART]->(act)<-[counterpart:TOOK_PART]-(b)
OPTIONAL MATCH (act)-[involves:INVOLVES]->(item:Item)
RETURN a, part, act, counterpart, b, involves, item
ORDER BY act.id, part.role, counterpart.role, item.id, coalesce(involves.quantity, '')
