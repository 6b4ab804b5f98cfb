// A node that no case has: without one of the labels, or without an id.
// :param labels list — the labels that own ids
MATCH (n)
WHERE n.id IS NULL OR none(label IN labels(n) WHERE label IN $labels)
RETURN labels(n) AS labels
LIMIT 1
