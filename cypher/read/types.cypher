// The relationship types that the database knows.
CALL db.relationshipTypes() YIELD relationshipType
RETURN relationshipType AS type
