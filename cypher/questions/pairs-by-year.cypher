// Who deals with whom: acts of every pair of actors by year of the act, and how many of them are tangible.
// :param actor str null — id of one of the two; null: any
// :param statuses list done — statuses that count; null: any
// :param type str null — an act type; null: any
MATCH (a:Actor)-[r]->(b:Actor)
WHERE r.act_id IS NOT NULL AND ($actor IS NULL OR $actor IN [a.id, b.id]) AND ($statuses IS NULL OR r.status IN $statuses)
  AND ($type IS NULL OR type(r) = toUpper($type))
WITH DISTINCT CASE WHEN a.id < b.id THEN a.id ELSE b.id END AS one, CASE WHEN a.id < b.id THEN b.id ELSE a.id END AS other,
  toInteger(left(r.date, 4)) AS year, r.act_id AS act, r.tangible AS tangible
RETURN one, other, year, count(*) AS acts, sum(CASE WHEN tangible THEN 1 ELSE 0 END) AS tangible
ORDER BY one, other, year
