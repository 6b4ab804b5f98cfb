// Who handed an item, or anything of its family or kind, to whom: every act with its quantity.
// :param item str drone — part of an item's id, name, family or kind
// :param types list arms_transfer,trade,sanctions_evasion,aid — act types
// :param statuses list null — statuses that count; null: any
// :param limit int 1000 — the most items in acts; of more, those in acts of most origins
WITH [t IN $types | toLower(t)] AS types
MATCH (act:Act)-[involves:INVOLVES]->(item:Item)
WHERE act.type IN types AND ($statuses IS NULL OR act.status IN $statuses)
  AND any(word IN [item.id, item.name, coalesce(item.family, ''), coalesce(item.kind, '')] WHERE toLower(word) CONTAINS toLower($item))
WITH act, involves, item ORDER BY act.n_origins DESC, act.n_posts DESC, act.id, item.id, coalesce(involves.quantity, '') LIMIT $limit
MATCH (actor:Actor)-[part:TOOK_PART]->(act)
WITH act, involves, item, actor, part ORDER BY act.id, item.id, actor.id
WITH act, item, involves.quantity AS quantity,
  collect(DISTINCT CASE part.role WHEN 'source' THEN actor.id END) AS sources,
  collect(DISTINCT CASE part.role WHEN 'target' THEN actor.id END) AS targets,
  collect(DISTINCT CASE part.role WHEN 'party' THEN actor.id END) AS parties
RETURN act.date AS date, sources, targets, parties, item.name AS item, item.id AS item_id, item.kind AS kind, quantity,
  act.type AS type, act.status AS status, act.n_origins AS n_origins, act.contradicted AS contradicted, act.id AS act
ORDER BY date, act, item_id, coalesce(quantity, '')
