// Acts that somebody contradicts, with every dissenting claim.
// :param actor str null — id of an actor that takes part; null: any
// :param limit int 1000 — the most claims; of more, those against acts of most origins
MATCH (act:Act)<-[:REPORTS]-(claim:Dissent)-[:IN_POST]->(post:Post)
WHERE $actor IS NULL OR $actor IN act.actors
WITH act, claim, post ORDER BY act.n_origins DESC, act.n_posts DESC, act.id, claim.id LIMIT $limit
RETURN act.date AS date, act.title AS title, act.status AS status, act.n_origins AS n_origins, claim.status AS contradicted_as,
  claim.reported_by AS contradicted_by, claim.quote AS quote, post.id AS post, act.id AS act, claim.id AS claim
ORDER BY date, act, post, claim
