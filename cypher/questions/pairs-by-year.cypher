// Who deals with whom: acts of every pair of actors by year of the act, and how many of them are tangible.
// :param actor str null — id of one of the two; null: any
// :param statuses list done — statuses that count; null: any
// :param type str null — an act type; null: any
// :param limit int 1000 — the most rows; of more, those of most acts
MATCH (act:Act)
WHERE ($actor IS NULL OR $actor IN act.actors) AND ($statuses IS NULL OR act.status IN $statuses)
  AND ($type IS NULL OR act.type = toLower($type))
UNWIND act.pairs AS pair
WITH pair, act.year AS year, count(*) AS acts, sum(CASE WHEN act.tangible THEN 1 ELSE 0 END) AS tangible
WHERE $actor IS NULL OR $actor IN split(pair, ' ↔ ')
WITH pair, year, acts, tangible ORDER BY acts DESC, tangible DESC, pair, year LIMIT $limit
WITH split(pair, ' ↔ ') AS two, year, acts, tangible
RETURN two[0] AS one, two[1] AS other, year, acts, tangible
ORDER BY one, other, year
