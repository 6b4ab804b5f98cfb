// Every claim of an act: what it says, on whose word, in which post and channel, and whether it dissents.
// :param act str null — id of an act; null: the act of most origins
MATCH (act:Act)
WHERE $act IS NULL OR act.id = $act
WITH act ORDER BY act.n_origins DESC, act.n_posts DESC, act.id LIMIT 1
MATCH (act)<-[:REPORTS]-(claim:Claim)-[:IN_POST]->(post:Post)-[:IN_CHANNEL]->(channel:Channel)
RETURN act.title AS title, post.date AS told, channel.name AS channel, claim.status AS said, claim.dissent AS dissent,
  claim.reported_by AS reported_by, claim.quote AS quote, claim.confidence AS confidence,
  post.url AS url, post.id AS post, claim.id AS claim, act.id AS act
ORDER BY told, post, claim
