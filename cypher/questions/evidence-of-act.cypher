// Every claim of an act: what it says, on whose word, in which post and channel, and whether it dissents.
// :param act str null — id of an act; null: the act of most origins
MATCH (most:Act)
// where an act is given, no other is looked at: nothing is more than null
WHERE most.n_origins >= CASE WHEN $act IS NULL THEN 0 END
WITH most ORDER BY most.n_origins DESC, most.n_posts DESC, most.id LIMIT 1
WITH coalesce($act, head(collect(most.id))) AS id
MATCH (act:Act {id: id})
MATCH (act)<-[:REPORTS]-(claim:Claim)-[:IN_POST]->(post:Post)-[:IN_CHANNEL]->(channel:Channel)
RETURN act.title AS title, post.date AS told, channel.name AS channel, claim.status AS said, claim.dissent AS dissent,
  claim.reported_by AS reported_by, claim.quote AS quote, claim.confidence AS confidence,
  post.url AS url, post.id AS post, claim.id AS claim, act.id AS act
ORDER BY told, post, claim
