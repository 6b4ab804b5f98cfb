// Take labels away that a node should not have (Neo4j 5.26 and newer).
// :param rows list — maps of element and labels
UNWIND $rows AS row
MATCH (n)
WHERE elementId(n) = row.element
REMOVE n:$(row.labels)
