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
WITH types, b, collect({act: r1.act_id, date: r1.date, done: r1.status = 'done'}) AS got
// once for each intermediary, however often it received
MATCH (b)-[r2]-(c:Actor)
WHERE type(r2) IN types AND (r2.mutual OR startNode(r2) = b) AND ($statuses IS NULL OR r2.status IN $statuses)
  AND any(x IN r2.item_ids + r2.same_ids + r2.item_names + r2.families + r2.kinds
    WHERE toLower(x) CONTAINS toLower($item))
  AND c.id <> $source AND ($target IS NULL OR c.id = $target)
WITH b, c, got, r2 ORDER BY r2.date DESC
WITH b, c, head(collect(got)) AS got, collect({act: r2.act_id, date: r2.date, done: r2.status = 'done'}) AS gave
WITH b, c, gave, [x IN got WHERE any(y IN gave
  WHERE y.act <> x.act AND left(y.date, size(x.date)) >= left(x.date, size(y.date)))] AS used
WHERE size(used) > 0
UNWIND gave AS y
WITH b, c, used, y, [x IN used WHERE x.act <> y.act AND left(y.date, size(x.date)) >= left(x.date, size(y.date))] AS before
WHERE size(before) > 0
RETURN b.id AS intermediary, c.id AS receiver, size(head(collect(used))) AS received, count(*) AS passed_on,
  head(head(collect(used))).date AS first_received, max(y.date) AS last_passed_on,
  sum(CASE WHEN y.done THEN size([x IN before WHERE x.done]) ELSE 0 END) AS both_done, sum(size(before)) AS chains
ORDER BY chains DESC, intermediary, receiver
