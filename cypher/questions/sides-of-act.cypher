// Which sides tell an act and what they say of it: channels, posts, statuses and dissent by side.
// Sides are those that `axisgraph build --channels` was told.
// :param act str null — id of an act; null: the act of most origins
MATCH (most:Act)
// where an act is given, no other is looked at: nothing is more than null
WHERE most.n_origins >= CASE WHEN $act IS NULL THEN 0 END
WITH most ORDER BY most.n_origins DESC, most.n_posts DESC, most.id LIMIT 1
WITH coalesce($act, head(collect(most.id))) AS id
MATCH (act:Act {id: id})
MATCH (act)<-[:REPORTS]-(claim:Claim)-[:IN_POST]->(post:Post)-[:IN_CHANNEL]->(channel:Channel)
WITH act, claim, post, channel, coalesce(channel.side, 'unknown') AS side ORDER BY channel.name, channel.id, claim.status
WITH act, side, collect(DISTINCT channel.name) AS channels, count(DISTINCT post.id) AS posts, collect(DISTINCT claim.status) AS said,
  sum(CASE WHEN claim.dissent THEN 1 ELSE 0 END) AS dissenting, min(post.date) AS first, max(post.date) AS last
RETURN side, channels, posts, said, dissenting, first, last, act.title AS title, act.status AS status, act.id AS act
ORDER BY first, side
