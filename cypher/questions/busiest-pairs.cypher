// The pairs of countries with most acts between them.
// :param status str null — only acts of this status; null: any
// :param limit int 10 — the most pairs
MATCH (act:Act)
WHERE act.date IS NOT NULL AND act.status IS NOT NULL AND act.type IS NOT NULL AND act.tangible IS NOT NULL AND act.n_posts IS NOT NULL
  AND act.pairs IS NOT NULL  // so that Neo4j counts in the index of these and opens no act
  AND ($status IS NULL OR act.status = $status)
UNWIND range(0, size(act.pairs) - 2, 2) AS i
WITH act.pairs[i] AS one, act.pairs[i + 1] AS other, act.tangible AS ran, act.n_posts AS told, act.date AS date
WITH one, other, count(*) AS acts, sum(CASE WHEN ran THEN 1 ELSE 0 END) AS tangible, sum(told) AS posts, min(date) AS first,
  max(date) AS last
WHERE EXISTS { (:Country {id: one}) } AND EXISTS { (:Country {id: other}) }
RETURN one, other, acts, tangible, posts, first, last
ORDER BY acts DESC, posts DESC, one, other
LIMIT $limit
