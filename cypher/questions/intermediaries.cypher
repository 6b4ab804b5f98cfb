// Who receives an item, or its kind, from an actor and passes such on, not earlier: by intermediary and receiver.
// :param source str IRN — id of the actor from whom it comes
// :param item str drone — part of an item's id, name, family or kind, on both hops
// :param target str null — id of the receiver; null: any
// :param types list arms_transfer,production,technology,training,intelligence,trade,sanctions_evasion — act types
// :param statuses list null — statuses that count; null: any
WITH [t IN $types | toUpper(t)] AS types
MATCH (a:Actor {id: $source})-[r1]-(b:Actor)
WHERE type(r1) IN types AND (r1.mutual OR startNode(r1) = a) AND ($statuses IS NULL OR r1.status IN $statuses)
  AND any(x IN r1.item_ids + r1.same_ids + r1.item_names + r1.families + r1.kinds
    WHERE toLower(x) CONTAINS toLower($item))
MATCH (b)-[r2]-(c:Actor)
WHERE type(r2) IN types AND (r2.mutual OR startNode(r2) = b) AND ($statuses IS NULL OR r2.status IN $statuses)
  AND any(x IN r2.item_ids + r2.same_ids + r2.item_names + r2.families + r2.kinds
    WHERE toLower(x) CONTAINS toLower($item))
  AND c.id <> $source AND ($target IS NULL OR c.id = $target)
  AND r2.act_id <> r1.act_id AND left(r2.date, size(r1.date)) >= left(r1.date, size(r2.date))
RETURN b.id AS intermediary, c.id AS receiver, count(DISTINCT r1.act_id) AS received, count(DISTINCT r2.act_id) AS passed_on,
  min(r1.date) AS first_received, max(r2.date) AS last_passed_on,
  sum(CASE WHEN r1.status = 'done' AND r2.status = 'done' THEN 1 ELSE 0 END) AS both_done, count(*) AS chains
ORDER BY chains DESC, intermediary, receiver
