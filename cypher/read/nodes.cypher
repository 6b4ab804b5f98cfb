// All nodes of one kind as they are stored. __BASE__ stands for the label that owns the ids.
MATCH (n:`__BASE__`)
RETURN elementId(n) AS element, labels(n) AS labels, properties(n) AS properties
