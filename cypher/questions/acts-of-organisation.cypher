// The acts in which a firm, agency or other organisation takes part, with its part in each, by date.
// :param organisation str EAEU — part of an organisation's id or of one of the names
// :param part str null — supplier, buyer, intermediary, maker, signatory, party, source or target; null: any
MATCH (firm:Organisation)-[part:TOOK_PART]->(act:Act)
WHERE any(word IN [firm.id] + firm.names WHERE toLower(word) CONTAINS toLower($organisation)) AND ($part IS NULL OR part.role = $part)
WITH DISTINCT firm, part.role AS part, act
OPTIONAL MATCH (act)-[:INVOLVES]->(item:Item)
WITH firm, part, act, item ORDER BY firm.id, part, act.id, item.id
WITH firm, part, act, collect(DISTINCT item.name) AS items
RETURN act.date AS date, firm.name AS organisation, part, act.type AS type, act.status AS status, act.title AS title, items,
  act.n_origins AS n_origins, act.n_posts AS n_posts, firm.id AS organisation_id, act.id AS act
ORDER BY date, act, organisation_id, part
