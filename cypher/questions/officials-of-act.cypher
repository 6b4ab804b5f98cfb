// Officials who take part in acts, with the offices that they held at the time.
// :param act str null — id of an act; null: every act
// :param limit int 1000 — the most officials in acts; of more, those in acts of most origins
MATCH (person:Person)-[:TOOK_PART]->(act:Act)
WHERE $act IS NULL OR act.id = $act
WITH DISTINCT person, act ORDER BY act.n_origins DESC, act.id, person.id LIMIT $limit
OPTIONAL MATCH (person)-[:BELONGS_TO]->(country:Country)
WITH act, person, country ORDER BY act.id, person.id, country.id
WITH act, person, collect(DISTINCT country.id) AS countries
OPTIONAL MATCH (person)-[held:HELD_OFFICE]->(body:Actor)
WHERE (held.`from` IS NULL OR left(held.`from`, size(act.date)) <= left(act.date, size(held.`from`)))
  AND (held.`to` IS NULL OR left(held.`to`, size(act.date)) >= left(act.date, size(held.`to`)))
WITH act, person, countries, held, body ORDER BY act.id, person.id, body.id, held.title
WITH act, person, countries, collect(DISTINCT CASE WHEN body IS NULL THEN null ELSE held.title + ', ' + body.id END) AS offices
RETURN act.date AS date, person.name AS official, countries, offices, act.title AS title, act.status AS status,
  person.id AS person, act.id AS act
ORDER BY date, act, person
