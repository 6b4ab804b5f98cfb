// All cooperation edges, as the walker of chains wants them.
MATCH (source:Actor)-[r]->(target:Actor)
WHERE r.act_id IS NOT NULL
RETURN source.id AS source, target.id AS target, toLower(type(r)) AS type, r.act_id AS act_id, r.date AS date,
  r.status AS status, r.tangible AS tangible, r.item_ids AS item_ids, r.same_ids AS same_ids, r.item_names AS item_names,
  r.families AS families, r.kinds AS kinds, r.n_origins AS n_origins, r.n_independent AS n_independent, r.n_sides AS n_sides,
  r.confidence AS confidence, r.contradicted AS contradicted,
  r.mutual AS mutual
ORDER BY act_id, source, target, mutual
