// Make nodes of one kind, or set them anew. __BASE__ stands for the label that owns the id, __LABEL__ for the narrower one.
// :param rows list — maps of id and properties
UNWIND $rows AS row
MERGE (n:`__BASE__` {id: row.id})
SET n = row.properties
SET n:`__LABEL__`
