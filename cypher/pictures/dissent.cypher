// A picture of acts that somebody contradicts: who takes part, every claim that tells or contradicts them, and the channels.
// :param actor str null — id of an actor that takes part; null: any
// :param limit int 2 — the most acts, the most told first
MATCH (act:Act)
WHERE act.contradicted AND ($actor IS NULL OR $actor IN act.actors)
WITH act
ORDER BY act.n_origins DESC, act.n_posts DESC, act.id
LIMIT $limit
MATCH (actor:Actor)-[part:TOOK_PART]->(act)<-[reports:REPORTS]-(claim:Claim)-[told:IN_POST]->(post:Post)-[posted:IN_CHANNEL]->(channel:Channel)
RETURN actor, part, act, reports, claim, told, post, posted, channel
ORDER BY act.id, claim.id, actor.id, part.role
