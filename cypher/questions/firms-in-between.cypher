// Firms and agencies in between: whose goods pass through them, from whom and to whom, how often and what.
// :param source str null — id of the actor that gives; null: any
// :param target str null — id of the actor that receives; null: any
// :param parts list intermediary — parts that count: intermediary, supplier, buyer, maker, signatory, party
// :param statuses list null — statuses that count; null: any
MATCH (firm:Organisation)-[part:TOOK_PART]->(act:Act)
WHERE part.role IN $parts AND ($statuses IS NULL OR act.status IN $statuses)
WITH DISTINCT firm, act
MATCH (act)<-[gives:TOOK_PART]-(a:Actor)
WHERE gives.role = 'source' AND ($source IS NULL OR a.id = $source)
WITH DISTINCT firm, act, a
MATCH (act)<-[takes:TOOK_PART]-(b:Actor)
WHERE takes.role = 'target' AND ($target IS NULL OR b.id = $target)
OPTIONAL MATCH (act)-[:INVOLVES]->(item:Item)
WITH firm, a, b, act, item ORDER BY firm.id, a.id, b.id, item.id
WITH firm, a, b, collect(DISTINCT item.name) AS items, count(DISTINCT act.id) AS acts, min(act.date) AS first, max(act.date) AS last,
  max(act.n_origins) AS best_origins
RETURN firm.name AS organisation, a.id AS giver, b.id AS taker, acts, items, first, last, best_origins, firm.id AS organisation_id
ORDER BY acts DESC, organisation_id, giver, taker
