// Visits: who went where and when, with the persons named of each side, and the posts that name nobody.
// :param actor str null — id of an actor that visits or is visited; null: any
// :param person str null — part of an id or name of a person who takes part; null: any
// :param since int 1900 — the first year
// :param until int 2100 — the last year
// :param statuses list null — statuses that count; null: any
// :param limit int 1000 — the most acts; of more, those of most origins, then of most posts
MATCH (act:Act)
WHERE act.type = 'visit' AND act.year >= $since AND act.year <= $until AND ($statuses IS NULL OR act.status IN $statuses)
  AND ($actor IS NULL OR $actor IN act.actors)
OPTIONAL MATCH (act)<-[:TOOK_PART]-(one:Person)
WITH act, one ORDER BY act.id, one.id
WITH act, collect(DISTINCT one.name) AS persons,
  sum(CASE WHEN $person IS NOT NULL AND any(word IN [one.id] + one.names WHERE toLower(word) CONTAINS toLower($person))
    THEN 1 ELSE 0 END) AS meant
WHERE $person IS NULL OR meant > 0
WITH act, persons ORDER BY act.n_origins DESC, act.n_posts DESC, act.id LIMIT $limit
MATCH (actor:Actor)-[part:TOOK_PART]->(act)
WITH act, persons, actor, part ORDER BY act.id, actor.id
WITH act, persons, collect(DISTINCT CASE part.role WHEN 'source' THEN actor.id END) AS sources,
  collect(DISTINCT CASE part.role WHEN 'target' THEN actor.id END) AS targets,
  collect(DISTINCT CASE part.role WHEN 'party' THEN actor.id END) AS parties
OPTIONAL MATCH (act)<-[:TOOK_PART]-(own:Person)-[:BELONGS_TO]->(country:Country)
WHERE country.id IN sources
WITH act, sources, targets, parties, persons, own ORDER BY act.id, own.id
WITH act, sources, targets, parties, persons, collect(DISTINCT own.name) AS visitors
MATCH (act)<-[:REPORTS]-(claim:Claim)-[:IN_POST]->(post:Post)
WITH act, sources, targets, parties, persons, visitors, claim, post ORDER BY act.id, post.date, post.id
WITH act, sources, targets, parties, persons, visitors, collect(DISTINCT post.id) AS posts,
  collect(DISTINCT CASE WHEN claim.person_ids IS NULL THEN post.id END) AS posts_without_name
RETURN act.date AS date, visitors, sources, targets, parties,
  [name IN persons WHERE NOT name IN visitors] AS others, act.place AS place, act.status AS status, posts,
  posts_without_name, act.n_independent AS n_independent, act.id AS act
ORDER BY date, act
