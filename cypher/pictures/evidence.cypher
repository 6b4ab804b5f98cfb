// A picture of who says so: an act, every claim of it, the post that makes the claim, and the channel of the post.
// :param act str null — id of an act; null: the act of most origins
MATCH (act:Act)
WHERE $act IS NULL OR act.id = $act
WITH act
ORDER BY act.n_origins DESC, act.n_posts DESC, act.id
LIMIT 1
MATCH (actor:Actor)-[part:TOOK_PART]->(act)<-[reports:REPORTS]-(claim:Claim)-[told:IN_POST]->(post:Post)-[posted:IN_CHANNEL]->(channel:Channel)
RETURN actor, part, act, reports, claim, told, post, posted, channel
ORDER BY post.date, claim.id, actor.id, part.role
