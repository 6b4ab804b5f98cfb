// Whom an actor supplies, with what and since when.
// :param source str RUS — id of the actor that supplies
// :param types list arms_transfer,production,technology,training,intelligence,trade,sanctions_evasion — act types
// :param statuses list done,ended — statuses that count; null: any
WITH [t IN $types | toUpper(t)] AS types
MATCH (:Actor {id: $source})-[r]-(target:Actor)
WHERE type(r) IN types AND (r.mutual OR endNode(r) = target) AND ($statuses IS NULL OR r.status IN $statuses)
UNWIND CASE WHEN size(r.item_names) = 0 THEN [null] ELSE r.item_names END AS item
WITH target, r, item ORDER BY target.id, item, r.act_id
RETURN target.id AS target, target.name AS name, count(DISTINCT r.act_id) AS acts, collect(DISTINCT item) AS items,
  min(r.date) AS first, max(r.date) AS last, max(r.n_origins) AS best_origins
ORDER BY acts DESC, target
