// Who deals with whom: acts of every pair of actors by year of the act, and how many of them are tangible.
// :param actor str null — id of one of the two; null: any
// :param statuses list done — statuses that count; null: any
// :param type str null — an act type; null: any
// :param limit int 1000 — the most rows; of more, those of most acts
MATCH (a:Actor)-[r]->(b:Actor)
WHERE ($statuses IS NULL OR r.status IN $statuses) AND ($type IS NULL OR type(r) = toUpper($type))
  AND ($actor IS NULL OR $actor IN [a.id, b.id])
WITH a, b, r.year AS year, count(*) AS n, sum(CASE WHEN r.tangible THEN 1 ELSE 0 END) AS ran
WHERE year IS NOT NULL  // what has no year is no act: who is part of whom
// an act is one relationship between two actors: from one to the other, or of both
WITH CASE WHEN a.id < b.id THEN a.id ELSE b.id END AS one, CASE WHEN a.id < b.id THEN b.id ELSE a.id END AS other,
  year, sum(n) AS acts, sum(ran) AS tangible
ORDER BY acts DESC, tangible DESC, one, other, year LIMIT $limit
RETURN one, other, year, acts, tangible
ORDER BY one, other, year
