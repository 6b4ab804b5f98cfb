// Acts told with different quantities of one item: every quantity, in how many posts and who gave it first.
// :param actor str null — id of an actor that takes part; null: any
// :param item str null — part of an item's id, name, family or kind; null: any
// :param limit int 1000 — the most items in acts; of more, those in acts of most origins
MATCH (act:Act)-[involves:INVOLVES]->(item:Item)
WHERE act.n_quantities > 1 AND involves.quantity IS NOT NULL AND act.n_posts > 1 AND ($actor IS NULL OR $actor IN act.actors)
  AND ($item IS NULL OR any(word IN [item.id, item.name, coalesce(item.family, ''), coalesce(item.kind, '')]
    WHERE toLower(word) CONTAINS toLower($item)))
WITH DISTINCT act, item ORDER BY act.n_origins DESC, act.n_posts DESC, act.id, item.id LIMIT $limit
MATCH (act)<-[:REPORTS]-(claim:Claim)-[:IN_POST]->(post:Post)
WHERE item.id IN claim.item_ids
UNWIND range(0, size(claim.item_ids) - 1) AS place
WITH act, item, claim, post, claim.item_ids[place] AS told, claim.quantities[place] AS quantity
WHERE told = item.id AND quantity <> ''
WITH act, item, quantity, post, claim ORDER BY act.id, item.id, quantity, post.date, post.id
WITH act, item, quantity, collect(DISTINCT post.id) AS posts, min(post.date) AS first, collect(claim.reported_by) AS reported_by
WITH act, item, collect({quantity: quantity, posts: posts, first: first, by: head(reported_by)}) AS told
WHERE size(told) > 1
UNWIND told AS one
RETURN act.date AS date, act.title AS title, item.name AS item, one.quantity AS quantity, size(one.posts) AS n_posts, one.first AS first,
  one.by AS reported_by, one.posts AS posts, item.id AS item_id, act.id AS act
ORDER BY date, act, item_id, first, quantity
