// Acts that did not happen (yet) or have ended, by final status; of the ended, tangible are those that ran before.
// :param actor str null — id of an actor that takes part; null: any
// :param statuses list planned,proposed,denied,ended — final statuses that count
// :param type str null — an act type; null: any
// :param limit int 1000 — the most acts; of more, those of most origins, then of most posts
MATCH (act:Act)
WHERE act.status IN $statuses AND ($type IS NULL OR act.type = $type)
  AND ($actor IS NULL OR $actor IN act.actors)
WITH act ORDER BY act.n_origins DESC, act.n_posts DESC, act.id LIMIT $limit
RETURN act.status AS status, act.date AS date, act.date_source AS date_source, act.tangible AS tangible, act.title AS title,
  act.statuses AS told_as, act.n_origins AS n_origins, act.n_posts AS n_posts, act.contradicted AS contradicted, act.id AS act
ORDER BY CASE status WHEN 'planned' THEN 0 WHEN 'proposed' THEN 1 WHEN 'denied' THEN 2 ELSE 3 END, date, act
