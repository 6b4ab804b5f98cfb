// A picture of who says so: an act, every claim of it, the post that makes the claim, and the channel of the post.
// :param act str null — id of an act; null: the act of most origins
MATCH (most:Act)
// where an act is given, no other is looked at: nothing is more than null
WHERE most.n_origins >= CASE WHEN $act IS NULL THEN 0 END
WITH most ORDER BY most.n_origins DESC, most.n_posts DESC, most.id LIMIT 1
WITH coalesce($act, head(collect(most.id))) AS id
MATCH (act:Act {id: id})
MATCH (actor:Actor)-[part:TOOK_PART]->(act)<-[reports:REPORTS]-(claim:Claim)-[told:IN_POST]->(post:Post)-[posted:IN_CHANNEL]->(channel:Channel)
RETURN actor, part, act, reports, claim, told, post, posted, channel
ORDER BY post.date, claim.id, actor.id, part.role
