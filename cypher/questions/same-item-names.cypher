// An item's other names, variants and parts, up to three links away: what is the same as, a variant or a part of what.
// :param item str shahed — part of an item's id or name
MATCH (item:Item)
WHERE toLower(item.id) CONTAINS toLower($item) OR toLower(item.name) CONTAINS toLower($item)
MATCH (item)-[:SAME_AS|VARIANT_OF|PART_OF*0..2]-(near:Item)
WITH DISTINCT near
MATCH (near)-[link:SAME_AS|VARIANT_OF|PART_OF]-()
WITH DISTINCT startNode(link) AS one, link, endNode(link) AS other
RETURN one.name AS name, toLower(type(link)) AS link, other.name AS other_name, link.how AS how,
  COUNT { (:Act)-[:INVOLVES]->(one) } AS acts, COUNT { (:Act)-[:INVOLVES]->(other) } AS other_acts, one.id AS item, other.id AS other
ORDER BY item, link, other, coalesce(how, '')
