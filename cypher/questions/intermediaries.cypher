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
WITH types, b, r1 ORDER BY r1.date, r1.act_id
// a date stands for its first day where something is received, and below for its last where it is passed on
WITH types, b, collect(r1.act_id) AS acts, collect(left(r1.date + '-01-01', 10)) AS days, head(collect(r1.date)) AS earliest,
  collect(r1.date)[1] AS after,
  collect(CASE r1.status WHEN 'done' THEN left(r1.date + '-01-01', 10) END) AS done_days
MATCH (b)-[r2]-(c:Actor)
WHERE type(r2) IN types AND (r2.mutual OR startNode(r2) = b) AND ($statuses IS NULL OR r2.status IN $statuses)
  AND any(x IN r2.item_ids + r2.same_ids + r2.item_names + r2.families + r2.kinds
    WHERE toLower(x) CONTAINS toLower($item))
  AND c.id <> $source AND ($target IS NULL OR c.id = $target)
WITH b.id AS intermediary, c.id AS receiver, r2.date AS date, r2.status = 'done' AS done, acts, days, done_days, earliest, after,
  CASE WHEN r2.act_id IN acts THEN 1 ELSE 0 END AS itself, r2.date + substring('0000-12-31', size(r2.date)) AS day
// an act of more than two parties is not received and passed on by itself
WITH intermediary, receiver, date, done, itself, CASE WHEN itself = 1 AND earliest = date THEN after ELSE earliest END AS first,
  size([d IN days WHERE d <= day]) - itself AS n,
  CASE WHEN done THEN size([d IN done_days WHERE d <= day]) - itself ELSE 0 END AS n_done
WHERE n > 0
RETURN intermediary, receiver, max(n) AS received, count(*) AS passed_on, min(first) AS first_received, max(date) AS last_passed_on,
  sum(n_done) AS both_done, sum(n) AS chains
ORDER BY chains DESC, intermediary, receiver
