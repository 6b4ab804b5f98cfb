// The pairs of countries with most acts between them.
// :param status str null — only acts of this status; null: any
// :param limit int 10 — the most pairs
MATCH (act:Act)
WHERE $status IS NULL OR act.status = $status
UNWIND act.pairs AS pair
WITH pair, count(*) AS acts, sum(CASE WHEN act.tangible THEN 1 ELSE 0 END) AS tangible, sum(act.n_posts) AS posts, min(act.date) AS first,
  max(act.date) AS last
WITH split(pair, ' ↔ ') AS two, acts, tangible, posts, first, last
WITH two[0] AS one, two[1] AS other, acts, tangible, posts, first, last
MATCH (a:Actor {id: one})
WHERE a:Country
WITH DISTINCT one, other, acts, tangible, posts, first, last
MATCH (b:Actor {id: other})
WHERE b:Country
RETURN one, other, acts, tangible, posts, first, last
ORDER BY acts DESC, posts DESC, one, other
LIMIT $limit
