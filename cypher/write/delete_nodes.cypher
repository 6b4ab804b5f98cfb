// Delete nodes with what hangs on them.
// :param rows list — their element ids
MATCH (n)
WHERE elementId(n) IN $rows
DETACH DELETE n
