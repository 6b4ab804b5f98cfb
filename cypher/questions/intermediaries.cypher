// Who receives an item, or its kind, from an actor and passes such on, not earlier: by intermediary and receiver.
// :param source str IRN — id of the actor from whom it comes
// :param item str drone — part of an item's id, name, family or kind, on both hops
// :param target str null — id of the receiver; null: any
// :param types list arms_transfer,production,technology,training,intelligence,trade,sanctions_evasion — act types
// :param statuses list null — statuses that count; null: any
// :param limit int 1000 — the most rows; of more, those of most chains
WITH [t IN $types | toUpper(t)] AS types, toLower($item) AS word
MATCH (a:Actor {id: $source})-[r1]-(b:Actor)
WHERE type(r1) IN types AND (r1.mutual OR startNode(r1) = a) AND ($statuses IS NULL OR r1.status IN $statuses)
  AND r1.named CONTAINS word
WITH types, word, b, r1 ORDER BY r1.date, r1.act_id
// a date stands for its first day where something is received, and below for its last where it is passed on
WITH types, word, b, collect(r1.act_id) AS acts, collect(left(r1.date + '-01-01', 10)) AS days, head(collect(r1.date)) AS earliest,
  collect(r1.date)[1] AS after,
  collect(CASE r1.status WHEN 'done' THEN left(r1.date + '-01-01', 10) END) AS done_days
// days are in order: how many are not later than another is found by halving, in these steps
WITH *, [s IN [32768, 16384, 8192, 4096, 2048, 1024, 512, 256, 128, 64, 32, 16, 8, 4, 2, 1] WHERE s <= size(days)] AS steps
// all types of acts are named, so that Neo4j does not go through all that the intermediaries took part in
MATCH (b)-[r2:STATEMENT|CALL|NEGOTIATION|VISIT|CONFERENCE|SUPPORT|AGREEMENT|ARMS_TRANSFER|PRODUCTION|TECHNOLOGY|TRAINING|DRILL
    |DEPLOYMENT|INTELLIGENCE|SECURITY|LABOUR|TRADE|FINANCE|SANCTIONS_EVASION|ENERGY|TRANSPORT|AID|MOBILITY|TOURISM|CULTURE
    |SPORT|SCIENCE]-(c:Actor)
WHERE type(r2) IN types AND (r2.mutual OR startNode(r2) = b) AND ($statuses IS NULL OR r2.status IN $statuses)
  AND r2.named CONTAINS word
  AND c.id <> $source AND ($target IS NULL OR c.id = $target)
WITH b.id AS intermediary, c.id AS receiver, r2.date AS date, r2.status = 'done' AS done, acts, days, done_days, earliest, after, steps,
  CASE WHEN r2.act_id IN acts THEN 1 ELSE 0 END AS itself, r2.date + substring('0000-12-31', size(r2.date)) AS day
// an act of more than two parties is not received and passed on by itself
WITH intermediary, receiver, date, done, itself, CASE WHEN itself = 1 AND earliest = date THEN after ELSE earliest END AS first,
  reduce(n = 0, s IN steps | CASE WHEN days[n + s - 1] <= day THEN n + s ELSE n END) - itself AS n,
  CASE WHEN done THEN reduce(n = 0, s IN steps | CASE WHEN done_days[n + s - 1] <= day THEN n + s ELSE n END) - itself ELSE 0 END AS n_done
WHERE n > 0
RETURN intermediary, receiver, max(n) AS received, count(*) AS passed_on, min(first) AS first_received, max(date) AS last_passed_on,
  sum(n_done) AS both_done, sum(n) AS chains
ORDER BY chains DESC, intermediary, receiver
LIMIT $limit
