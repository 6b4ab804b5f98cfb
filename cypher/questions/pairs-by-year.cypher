// Who deals with whom: acts of every pair of actors by year of the act, and how many of them are tangible.
// :param actor str null — id of one of the two; null: any
// :param statuses list done — statuses that count; null: any
// :param type str null — an act type; null: any
// :param limit int 1000 — the most rows; of more, those of most acts
MATCH (act:Act)
WHERE act.date IS NOT NULL AND act.status IS NOT NULL AND act.type IS NOT NULL AND act.tangible IS NOT NULL AND act.n_posts IS NOT NULL
  AND act.pairs IS NOT NULL  // so that Neo4j counts in the index of these and opens no act
  AND ($statuses IS NULL OR act.status IN $statuses) AND ($type IS NULL OR act.type = $type)
UNWIND range(0, size(act.pairs) - 2, 2) AS i
WITH act.pairs[i] AS one, act.pairs[i + 1] AS other, toInteger(left(act.date, 4)) AS year, act.tangible AS ran
WHERE $actor IS NULL OR $actor IN [one, other]
WITH one, other, year, count(*) AS acts, sum(CASE WHEN ran THEN 1 ELSE 0 END) AS tangible
ORDER BY acts DESC, tangible DESC, one, other, year LIMIT $limit
RETURN one, other, year, acts, tangible
ORDER BY one, other, year
