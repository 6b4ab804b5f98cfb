// The pairs of countries with most acts between them.
// :param status str null — only acts of this status; null: any
// :param limit int 10 — the most pairs
MATCH (a:Country)-[r]->(b:Country)
WHERE r.date IS NOT NULL AND ($status IS NULL OR r.status = $status)
WITH a.id AS x, b.id AS y, count(*) AS n, sum(CASE WHEN r.tangible THEN 1 ELSE 0 END) AS ran, sum(r.n_posts) AS told,
  min(r.date) AS earliest, max(r.date) AS latest
// an act is one relationship between two actors: from one to the other, or of both
WITH CASE WHEN x < y THEN x ELSE y END AS one, CASE WHEN x < y THEN y ELSE x END AS other, n, ran, told, earliest, latest
RETURN one, other, sum(n) AS acts, sum(ran) AS tangible, sum(told) AS posts, min(earliest) AS first, max(latest) AS last
ORDER BY acts DESC, posts DESC, one, other
LIMIT $limit
