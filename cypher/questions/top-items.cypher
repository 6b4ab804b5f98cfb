// The items of most acts.
// :param kind str null — a kind, such as drone; null: any
// :param limit int 20 — the most items
MATCH (act)-[:INVOLVES]->(item:Item)
WHERE $kind IS NULL OR item.kind = $kind
WITH DISTINCT item, act
WITH item, count(*) AS acts, sum(CASE act.status WHEN 'done' THEN 1 ELSE 0 END) AS done, sum(act.n_posts) AS posts, min(act.date) AS first,
  max(act.date) AS last
RETURN item.id AS item, item.name AS name, item.kind AS kind, item.family AS family, acts, done, posts, first, last
ORDER BY acts DESC, posts DESC, item
LIMIT $limit
