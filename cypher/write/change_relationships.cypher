// Set relationships anew.
// :param rows list — maps of element and properties
UNWIND $rows AS row
MATCH ()-[r]->()
WHERE elementId(r) = row.element
SET r = row.properties
