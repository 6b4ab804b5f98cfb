// Acts that somebody contradicts, with every dissenting claim.
// :param actor str null — id of an actor that takes part; null: any
MATCH (act:Act)<-[:REPORTS]-(claim:Claim)-[:IN_POST]->(post:Post)
WHERE act.contradicted AND claim.dissent AND ($actor IS NULL OR EXISTS { (:Actor {id: $actor})-[:TOOK_PART]->(act) })
RETURN act.date AS date, act.title AS title, act.status AS status, act.n_origins AS n_origins, claim.status AS contradicted_as,
  claim.reported_by AS contradicted_by, claim.quote AS quote, post.id AS post, act.id AS act, claim.id AS claim
ORDER BY date, act, post, claim
