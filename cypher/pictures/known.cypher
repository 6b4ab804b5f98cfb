// A picture of what was told of two actors up to a day: acts and the claims whose posts are not later. The colours of acts are today's.
// :param one str RUS — id of an actor
// :param other str IRN — id of another actor
// :param until date null — the latest date of a post, at any precision; null: any
// :param limit int 40 — the most claims, the latest first
MATCH (a:Actor {id: $one})-[part:TOOK_PART]->(act:Act)<-[counterpart:TOOK_PART]-(b:Actor {id: $other})
MATCH (act)<-[reports:REPORTS]-(claim:Claim)-[told:IN_POST]->(post:Post)
WHERE $until IS NULL OR left(post.date, size($until)) <= left($until, size(post.date))
RETURN a, part, act, counterpart, b, reports, claim, told, post
ORDER BY post.date DESC, claim.id, part.role, counterpart.role
LIMIT $limit
