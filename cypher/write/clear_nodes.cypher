// Delete some nodes, whatever they are; run again until none is left.
// :param size int 10000 — how many
MATCH (n)
WITH n LIMIT $size
DETACH DELETE n
RETURN count(*) AS deleted
