// Delete some relationships, whatever they are; run again until none is left.
// :param size int 10000 — how many
MATCH ()-[r]->()
WITH r LIMIT $size
DELETE r
RETURN count(*) AS deleted
