"""What Neo4j Browser is given so that one can click at once: a style, the pack's questions as saved scripts, and a guided tour."""
