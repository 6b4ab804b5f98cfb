// The acts in which an official takes part, by date.
// :param person str putin — part of an official's id or of one of the names
MATCH (person:Person)-[:TOOK_PART]->(act:Act)
WHERE any(word IN [person.id] + person.names WHERE toLower(word) CONTAINS toLower($person))
WITH DISTINCT person, act
RETURN act.date AS date, person.name AS official, act.type AS type, act.status AS status, act.title AS title, act.n_origins AS n_origins,
  act.n_posts AS n_posts, person.id AS person, act.id AS act
ORDER BY date, act, person
