// Who supplies an actor, with what and since when.
// :param target str RUS — id of the actor supplied
// :param types list arms_transfer,production,technology,training,intelligence,trade,sanctions_evasion — act types
// :param statuses list done,ended — statuses that count; null: any
WITH [t IN $types | toUpper(t)] AS types
MATCH (:Actor {id: $target})-[r]-(source:Actor)
WHERE type(r) IN types AND (r.mutual OR startNode(r) = source) AND ($statuses IS NULL OR r.status IN $statuses)
UNWIND CASE WHEN size(r.item_names) = 0 THEN [null] ELSE r.item_names END AS item
WITH source, r, item ORDER BY source.id, item, r.act_id
RETURN source.id AS source, source.name AS name, count(DISTINCT r.act_id) AS acts, collect(DISTINCT item) AS items,
  min(r.date) AS first, max(r.date) AS last, max(r.n_origins) AS best_origins
ORDER BY acts DESC, source
