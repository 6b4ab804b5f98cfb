// Acts that rest on one origin: one wording, one claimant or one source, however many posts repeat it.
// :param actor str null — id of an actor that takes part; null: any
// :param type str null — an act type; null: any
// :param tangible bool true — only tangible acts
// :param limit int 1000 — the most acts; of more, those of most posts
MATCH (act:Act)
WHERE act.n_origins = 1 AND (NOT $tangible OR act.tangible) AND ($type IS NULL OR act.type = $type)
  AND ($actor IS NULL OR $actor IN act.actors)
WITH act ORDER BY act.n_posts DESC, act.id LIMIT $limit
MATCH (act)<-[:REPORTS]-(claim:Claim)-[:IN_POST]->(:Post)-[:IN_CHANNEL]->(channel:Channel)
WITH act, claim, channel ORDER BY act.id, claim.reported_by, channel.id
WITH act, collect(DISTINCT claim.reported_by) AS reported_by, collect(DISTINCT channel.name) AS channels
RETURN act.date AS date, act.title AS title, reported_by, channels, act.n_independent AS n_independent,
  act.n_posts AS n_posts, act.id AS act
ORDER BY date, act
