// What was told of two actors and when: every claim by the date of its post.
// :param one str RUS — id of an actor
// :param other str IRN — id of another actor
// :param since date null — the earliest date of a post, at any precision; null: any
// :param until date null — the latest date of a post, at any precision; null: any
// :param limit int 1000 — the most claims; of more, the newest
MATCH (:Actor {id: $one})-[:TOOK_PART]->(act:Act)<-[:TOOK_PART]-(:Actor {id: $other})
WITH DISTINCT act
MATCH (act)<-[:REPORTS]-(claim:Claim)-[:IN_POST]->(post:Post)-[:IN_CHANNEL]->(channel:Channel)
WHERE ($since IS NULL OR left(post.date, size($since)) >= $since) AND ($until IS NULL OR left(post.date, size($until)) <= $until)
WITH act, claim, post, channel ORDER BY post.date DESC, post.id, claim.id LIMIT $limit
RETURN post.date AS told, act.date AS act_date, act.title AS title, claim.status AS said, claim.dissent AS dissent,
  claim.reported_by AS reported_by, claim.quote AS quote, channel.name AS channel, post.id AS post, act.id AS act, claim.id AS claim
ORDER BY told, post, claim
