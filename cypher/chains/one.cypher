// Direct acts from one actor to another, best first: what a chain of one hop is.
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
MATCH (a)-[r1]-(z)
WHERE type(r1) IN types AND (r1.mutual OR startNode(r1) = a)
  AND $start <> $end AND ($via IS NULL OR size($via) = 0)
  AND ($statuses IS NULL OR r1.status IN $statuses)
  AND ($since IS NULL OR left(r1.date, size($since)) >= left($since, size(r1.date)))
  AND ($until IS NULL OR left(r1.date, size($until)) <= left($until, size(r1.date)))
  AND ($item IS NULL OR r1.named CONTAINS toLower($item))
WITH [
  {act_id: r1.act_id, source: a.id, target: z.id, type: toLower(type(r1)), date: r1.date, status: r1.status,
  item_names: r1.item_names, n_origins: r1.n_origins,
  n_sides: r1.n_sides, confidence: r1.confidence, contradicted: r1.contradicted, grade: null}
] AS hops
WITH hops,
  null AS grade,
  coalesce(head([h IN hops WHERE h.status <> 'done' | h.status]), 'done') AS status,
  reduce(fewest = head(hops).n_origins, h IN hops | CASE WHEN h.n_origins < fewest THEN h.n_origins ELSE fewest END) AS n_origins,
  reduce(fewest = head(hops).n_sides, h IN hops | CASE WHEN h.n_sides < fewest THEN h.n_sides ELSE fewest END) AS n_sides,
  reduce(least = head(hops).confidence, h IN hops | CASE WHEN h.confidence < least THEN h.confidence ELSE least END) AS confidence
RETURN hops, grade, status, n_origins, n_sides, confidence
ORDER BY CASE WHEN any(h IN hops WHERE h.status = 'denied') THEN 4 WHEN any(h IN hops WHERE h.status = 'proposed') THEN 3
    WHEN any(h IN hops WHERE h.status = 'planned') THEN 2 WHEN any(h IN hops WHERE h.status = 'ended') THEN 1 ELSE 0 END,
  n_origins DESC, n_sides DESC, confidence DESC, [h IN hops | h.date], [h IN hops | h.act_id], [h IN hops | h.target]
LIMIT $limit
