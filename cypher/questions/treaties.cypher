// Agreements: who agreed on what, and whether it is in force, planned or only proposed.
// :param actor str null — id of an actor that takes part; null: any
// :param statuses list null — statuses that count; null: any
// :param limit int 1000 — the most acts; of more, those of most origins, then of most posts
MATCH (act:Act)
WHERE act.type = 'agreement' AND ($statuses IS NULL OR act.status IN $statuses)
  AND ($actor IS NULL OR $actor IN act.actors)
WITH act ORDER BY act.n_origins DESC, act.n_posts DESC, act.id LIMIT $limit
MATCH (actor:Actor)-[part:TOOK_PART]->(act)
WHERE NOT part.role IN ['person', 'official']
WITH act, actor, part.role IN ['source', 'target', 'party'] AS itself ORDER BY act.id, actor.id
WITH act, collect(DISTINCT CASE WHEN itself THEN actor.id END) AS actors,
  collect(DISTINCT CASE WHEN NOT itself THEN actor.id END) AS organisations
OPTIONAL MATCH (act)-[:INVOLVES]->(item:Agreement)
WITH act, actors, organisations, item ORDER BY act.id, item.id
WITH act, actors, organisations, collect(DISTINCT item.name) AS agreements
RETURN act.date AS date, actors, organisations, agreements, act.status AS status, act.sphere AS sphere, act.place AS place,
  act.n_origins AS n_origins, act.contradicted AS contradicted, act.id AS act
ORDER BY date, act
