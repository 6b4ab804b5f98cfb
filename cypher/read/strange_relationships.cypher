// Relationships of types that no case has.
// :param types list — the types that a case may have
MATCH ()-[r]->()
WHERE NOT type(r) IN $types
RETURN elementId(r) AS element
