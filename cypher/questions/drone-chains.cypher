// An item's way over one intermediary: what came from the first actor, and what went on to the last, not earlier.
// :param start str IRN — id of the first actor
// :param via str RUS — id of the intermediary
// :param end str VEN — id of the last actor
// :param item str drone — part of an item's id, name, family or kind, on both hops
// :param types list arms_transfer,production,technology,training,intelligence,trade,sanctions_evasion — act types
// :param limit int 1000 — the most chains, best first
WITH [t IN $types | toUpper(t)] AS types
MATCH (b:Actor {id: $via})
WITH DISTINCT types, b
MATCH (b)-[r2]-(c:Actor {id: $end})
WHERE type(r2) IN types AND (r2.mutual OR startNode(r2) = b) AND $start <> $end
  AND r2.named CONTAINS toLower($item)
WITH types, b, collect({act: r2.act_id, date: r2.date, type: toLower(type(r2)), items: r2.item_names, status: r2.status,
  origins: r2.n_origins, same: r2.same_ids, families: r2.families, kinds: r2.kinds}) AS onward
MATCH (a:Actor {id: $start})-[r1]-(b)
WHERE type(r1) IN types AND (r1.mutual OR startNode(r1) = a)
  AND r1.named CONTAINS toLower($item)
UNWIND onward AS next
WITH r1, next
WHERE next.act <> r1.act_id AND left(next.date, size(r1.date)) >= left(r1.date, size(next.date))
WITH r1, next,
  CASE WHEN any(x IN next.same WHERE x IN r1.same_ids) THEN 'documented'
       WHEN any(x IN next.families WHERE x IN r1.families) OR any(x IN next.kinds WHERE x IN r1.kinds) THEN 'compatible'
       ELSE 'co-occurring' END AS grade
RETURN r1.date AS first_date, toLower(type(r1)) AS first_type, r1.item_names AS first_items, r1.status AS first_status,
  r1.n_origins AS first_origins, next.date AS second_date, next.type AS second_type, next.items AS second_items,
  next.status AS second_status, next.origins AS second_origins, grade, r1.act_id AS first_act, next.act AS second_act
ORDER BY CASE grade WHEN 'documented' THEN 0 WHEN 'compatible' THEN 1 ELSE 2 END, first_date, second_date, first_act, second_act
LIMIT $limit
