// All relationships of one type as they are stored. __TYPE__ stands for the type.
MATCH (a)-[r:`__TYPE__`]->(b)
RETURN elementId(r) AS element, labels(a) AS source_labels, a.id AS source, labels(b) AS target_labels, b.id AS target, properties(r) AS properties
