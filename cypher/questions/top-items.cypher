// The items of most acts.
// :param kind str null — a kind, such as drone; null: any
// :param limit int 20 — the most items
MATCH (item:Item)
WHERE $kind IS NULL OR item.kind = $kind
RETURN item.id AS item, item.name AS name, item.kind AS kind, item.family AS family, item.n_acts AS acts, item.n_done AS done,
  item.n_posts AS posts, item.first AS first, item.last AS last
ORDER BY acts DESC, posts DESC, item
LIMIT $limit
