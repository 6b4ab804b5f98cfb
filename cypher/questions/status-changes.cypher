// Acts whose status changed: for each status told, its first and last post and how many posts, beside the final one.
// :param actor str null — id of an actor that takes part; null: any
// :param type str null — an act type; null: any
// :param final list null — final statuses that count; null: any
// :param limit int 1000 — the most acts; of more, those of most origins, then of most posts
MATCH (act:Act)
WHERE size(act.statuses) > 1 AND ($type IS NULL OR act.type = $type) AND ($final IS NULL OR act.status IN $final)
  AND ($actor IS NULL OR $actor IN act.actors)
WITH act ORDER BY act.n_origins DESC, act.n_posts DESC, act.id LIMIT $limit
MATCH (act)<-[:REPORTS]-(claim:Claim)-[:IN_POST]->(post:Post)
WITH act, claim, post ORDER BY act.id, post.date, post.id
WITH act, claim.status AS said, min(post.date) AS first, max(post.date) AS last, collect(DISTINCT post.id) AS posts,
  sum(CASE WHEN claim.dissent THEN 1 ELSE 0 END) AS dissenting
RETURN act.date AS date, act.title AS title, said, first, last, size(posts) AS n_posts, dissenting, act.status AS final,
  head(posts) AS first_post, act.id AS act
ORDER BY date, act, first, said
