// The pairs of countries with most acts between them.
// :param status str null — only acts of this status; null: any
// :param limit int 10 — the most pairs
MATCH (a:Country)-[:TOOK_PART]->(act:Act)<-[:TOOK_PART]-(b:Country)
WHERE a.id < b.id AND ($status IS NULL OR act.status = $status)
WITH DISTINCT a, b, act
RETURN a.id AS one, b.id AS other, count(*) AS acts, sum(CASE WHEN act.tangible THEN 1 ELSE 0 END) AS tangible,
  sum(act.n_posts) AS posts, min(act.date) AS first, max(act.date) AS last
ORDER BY acts DESC, posts DESC, one, other
LIMIT $limit
