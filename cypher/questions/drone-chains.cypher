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
MATCH (a:Actor {id: $start})-[r1]-(b)
WHERE type(r1) IN types AND (r1.mutual OR startNode(r1) = a)
  AND any(x IN r1.item_ids + r1.same_ids + r1.item_names + r1.families + r1.kinds
    WHERE toLower(x) CONTAINS toLower($item))
// a step of its own, so that Neo4j goes on from here
WITH *, r1.act_id AS first_act
MATCH (b)-[r2]-(c:Actor {id: $end})
WHERE type(r2) IN types AND (r2.mutual OR startNode(r2) = b) AND $start <> $end
  AND any(x IN r2.item_ids + r2.same_ids + r2.item_names + r2.families + r2.kinds
    WHERE toLower(x) CONTAINS toLower($item))
  AND r2.act_id <> first_act AND left(r2.date, size(r1.date)) >= left(r1.date, size(r2.date))
RETURN r1.date AS first_date, toLower(type(r1)) AS first_type, r1.item_names AS first_items, r1.status AS first_status,
  r1.n_origins AS first_origins, r2.date AS second_date, toLower(type(r2)) AS second_type, r2.item_names AS second_items,
  r2.status AS second_status, r2.n_origins AS second_origins,
  CASE WHEN any(x IN r2.same_ids WHERE x IN r1.same_ids) THEN 'documented'
       WHEN any(x IN r2.families WHERE x IN r1.families) OR any(x IN r2.kinds WHERE x IN r1.kinds) THEN 'compatible'
       ELSE 'co-occurring' END AS grade,
  first_act, r2.act_id AS second_act
ORDER BY CASE grade WHEN 'documented' THEN 0 WHEN 'compatible' THEN 1 ELSE 2 END, first_date, second_date, first_act, second_act
LIMIT $limit
