// Which sides tell an act and what they say of it: channels, posts, statuses and dissent by side.
// Sides are those that `axisgraph build --channels` was told.
// :param act str null — id of an act; null: the act of most origins
MATCH (act:Act)
WHERE $act IS NULL OR act.id = $act
WITH act ORDER BY act.n_origins DESC, act.n_posts DESC, act.id LIMIT 1
MATCH (act)<-[:REPORTS]-(claim:Claim)-[:IN_POST]->(post:Post)-[:IN_CHANNEL]->(channel:Channel)
WITH act, claim, post, channel, coalesce(channel.side, 'unknown') AS side ORDER BY channel.name, channel.id, claim.status
WITH act, side, collect(DISTINCT channel.name) AS channels, count(DISTINCT post.id) AS posts, collect(DISTINCT claim.status) AS said,
  sum(CASE WHEN claim.dissent THEN 1 ELSE 0 END) AS dissenting, min(post.date) AS first, max(post.date) AS last
RETURN side, channels, posts, said, dissenting, first, last, act.title AS title, act.status AS status, act.id AS act
ORDER BY first, side
