// Delete relationships.
// :param rows list — their element ids
MATCH ()-[r]->()
WHERE elementId(r) IN $rows
DELETE r
