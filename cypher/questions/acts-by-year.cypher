// Acts by year and status.
// :param actor str null — id of an actor that takes part; null: any
// :param type str null — an act type; null: any
MATCH (act:Act)
WHERE ($type IS NULL OR act.type = $type) AND ($actor IS NULL OR EXISTS { (:Actor {id: $actor})-[:TOOK_PART]->(act) })
RETURN act.year AS year, count(*) AS acts, sum(CASE WHEN act.tangible THEN 1 ELSE 0 END) AS tangible,
  sum(CASE act.status WHEN 'done' THEN 1 ELSE 0 END) AS done, sum(CASE act.status WHEN 'ended' THEN 1 ELSE 0 END) AS ended,
  sum(CASE act.status WHEN 'planned' THEN 1 ELSE 0 END) AS planned, sum(CASE act.status WHEN 'proposed' THEN 1 ELSE 0 END) AS proposed,
  sum(CASE act.status WHEN 'denied' THEN 1 ELSE 0 END) AS denied, sum(act.n_posts) AS posts
ORDER BY year
