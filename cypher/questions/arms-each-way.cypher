// What went between two actors, each way: every act with every quantity told, and who contradicts.
// Giver and taker of a mutual act stand as asked. Who contradicts without a claimant goes by the name of the channel.
// :param one str RUS — id of an actor
// :param other str IRN — id of another actor
// :param types list arms_transfer — act types
// :param statuses list null — statuses that count; null: any
// :param limit int 1000 — the most acts; of more, the newest
WITH [t IN $types | toLower(t)] AS types
MATCH (a:Actor {id: $one})-[p:TOOK_PART]->(act:Act)<-[q:TOOK_PART]-(b:Actor {id: $other})
WHERE act.type IN types AND p.role IN ['source', 'target', 'party'] AND q.role IN ['source', 'target', 'party']
  AND (p.role <> q.role OR p.role = 'party') AND ($statuses IS NULL OR act.status IN $statuses)
WITH DISTINCT act, CASE p.role WHEN 'target' THEN b.id ELSE a.id END AS giver, CASE p.role WHEN 'target' THEN a.id ELSE b.id END AS taker,
  p.role = 'party' AS mutual
ORDER BY act.date DESC, act.id LIMIT $limit
OPTIONAL MATCH (act)-[:INVOLVES]->(item:Item)
WITH act, giver, taker, mutual, item ORDER BY act.id, item.id
WITH act, giver, taker, mutual, collect(DISTINCT item.name) AS items
MATCH (act)<-[:REPORTS]-(claim:Claim)-[:IN_POST]->(post:Post)-[:IN_CHANNEL]->(channel:Channel)
WITH act, giver, taker, mutual, items, claim, post, channel ORDER BY act.id, post.date, post.id, claim.id
UNWIND CASE WHEN size(claim.item_ids) = 0 THEN [-1] ELSE range(0, size(claim.item_ids) - 1) END AS place
WITH act, giver, taker, mutual, items,
  collect(DISTINCT CASE WHEN place >= 0 AND claim.quantities[place] <> '' THEN
    {item: claim.item_ids[place], quantity: claim.quantities[place], post: post.id} END) AS quantities,
  collect(DISTINCT CASE WHEN claim.dissent THEN coalesce(claim.reported_by, channel.name) END) AS contradicted_by
RETURN giver, taker, mutual, act.date AS date, items, act.type AS type, act.status AS status, quantities, contradicted_by,
  act.n_posts AS n_posts, act.n_independent AS n_independent, act.n_origins AS n_origins, act.title AS title, act.id AS act
ORDER BY giver, taker, date, act
