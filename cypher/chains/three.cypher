// Chains of three hops from one actor to another in the order of time, graded, best first.
// All chains are tried: in a large case give an item or dates, or use axisgraph trace, which finds the best without trying all.
// :param start str IRN — id of the actor where the chain begins
// :param end str VEN — id of the actor where it ends
// :param via list null — ids of actors that lie in between, in any order; null: any
// :param item str null — part of an item's id, name, family or kind that every hop has, such as drone; null: any
// :param types list arms_transfer,production,technology,training,intelligence,trade,sanctions_evasion — act types
// :param statuses list null — done, ended, planned, proposed, denied; null: any
// :param since date null — the earliest date of a hop, at any precision; null: any
// :param until date null — the latest date of a hop, at any precision; null: any
// :param limit int 100 — the most chains
WITH [t IN $types | toUpper(t)] AS types
MATCH (a:Actor {id: $start})
WITH DISTINCT types, a
MATCH (z:Actor {id: $end})
WITH DISTINCT types, a, z
MATCH (a)-[r1]-(b:Actor)
WHERE type(r1) IN types AND (r1.mutual OR startNode(r1) = a)
  AND NOT b.id IN [$start, $end]
  AND ($statuses IS NULL OR r1.status IN $statuses)
  AND ($since IS NULL OR left(r1.date, size($since)) >= left($since, size(r1.date)))
  AND ($until IS NULL OR left(r1.date, size($until)) <= left($until, size(r1.date)))
  AND ($item IS NULL OR r1.named CONTAINS toLower($item))
// a step of its own, so that Neo4j goes on from here and does not pair all actors with all
WITH *, r1.act_id AS act1
MATCH (b)-[r2]-(c:Actor)
WHERE type(r2) IN types AND (r2.mutual OR startNode(r2) = b)
  AND NOT c.id IN [$start, $end, b.id]
  AND ($statuses IS NULL OR r2.status IN $statuses)
  AND ($since IS NULL OR left(r2.date, size($since)) >= left($since, size(r2.date)))
  AND ($until IS NULL OR left(r2.date, size($until)) <= left($until, size(r2.date)))
  AND ($item IS NULL OR r2.named CONTAINS toLower($item))
  AND r2.act_id <> act1 AND left(r2.date, size(r1.date)) >= left(r1.date, size(r2.date))
MATCH (c)-[r3]-(z)
WHERE type(r3) IN types AND (r3.mutual OR startNode(r3) = c)
  AND $start <> $end AND ($via IS NULL OR all(v IN $via WHERE v IN [b.id, c.id]))
  AND ($statuses IS NULL OR r3.status IN $statuses)
  AND ($since IS NULL OR left(r3.date, size($since)) >= left($since, size(r3.date)))
  AND ($until IS NULL OR left(r3.date, size($until)) <= left($until, size(r3.date)))
  AND ($item IS NULL OR r3.named CONTAINS toLower($item))
  AND r3.act_id <> act1 AND left(r3.date, size(r1.date)) >= left(r1.date, size(r3.date))
  AND r3.act_id <> r2.act_id AND left(r3.date, size(r2.date)) >= left(r2.date, size(r3.date))
WITH *,
  CASE WHEN any(x IN r2.same_ids WHERE x IN r1.same_ids) THEN 'documented'
       WHEN any(x IN r2.families WHERE x IN r1.families) OR any(x IN r2.kinds WHERE x IN r1.kinds) THEN 'compatible'
       ELSE 'co-occurring' END AS g2,
  CASE WHEN any(x IN r3.same_ids WHERE x IN r2.same_ids) THEN 'documented'
       WHEN any(x IN r3.families WHERE x IN r2.families) OR any(x IN r3.kinds WHERE x IN r2.kinds) THEN 'compatible'
       ELSE 'co-occurring' END AS g3
WITH [
  {act_id: r1.act_id, source: a.id, target: b.id, type: toLower(type(r1)), date: r1.date, status: r1.status,
  item_names: r1.item_names, n_origins: r1.n_origins,
  n_sides: r1.n_sides, confidence: r1.confidence, contradicted: r1.contradicted, grade: null},
  {act_id: r2.act_id, source: b.id, target: c.id, type: toLower(type(r2)), date: r2.date, status: r2.status,
  item_names: r2.item_names, n_origins: r2.n_origins,
  n_sides: r2.n_sides, confidence: r2.confidence, contradicted: r2.contradicted, grade: g2},
  {act_id: r3.act_id, source: c.id, target: z.id, type: toLower(type(r3)), date: r3.date, status: r3.status,
  item_names: r3.item_names, n_origins: r3.n_origins,
  n_sides: r3.n_sides, confidence: r3.confidence, contradicted: r3.contradicted, grade: g3}
] AS hops
WITH hops,
  CASE WHEN any(h IN hops WHERE h.grade = 'co-occurring') THEN 'co-occurring'
       WHEN any(h IN hops WHERE h.grade = 'compatible') THEN 'compatible'
       ELSE 'documented' END AS grade,
  coalesce(head([h IN hops WHERE h.status <> 'done' | h.status]), 'done') AS status,
  reduce(fewest = head(hops).n_origins, h IN hops | CASE WHEN h.n_origins < fewest THEN h.n_origins ELSE fewest END) AS n_origins,
  reduce(fewest = head(hops).n_sides, h IN hops | CASE WHEN h.n_sides < fewest THEN h.n_sides ELSE fewest END) AS n_sides,
  reduce(least = head(hops).confidence, h IN hops | CASE WHEN h.confidence < least THEN h.confidence ELSE least END) AS confidence
RETURN hops, grade, status, n_origins, n_sides, confidence
ORDER BY CASE grade WHEN 'documented' THEN 0 WHEN 'compatible' THEN 1 ELSE 2 END,
  CASE WHEN any(h IN hops WHERE h.status = 'denied') THEN 4 WHEN any(h IN hops WHERE h.status = 'proposed') THEN 3
    WHEN any(h IN hops WHERE h.status = 'planned') THEN 2 WHEN any(h IN hops WHERE h.status = 'ended') THEN 1 ELSE 0 END,
  n_origins DESC, n_sides DESC, confidence DESC, [h IN hops | h.date], [h IN hops | h.act_id], [h IN hops | h.target]
LIMIT $limit
