// Acts by year and status.
// :param actor str null — id of an actor that takes part; null: any
// :param type str null — an act type; null: any
MATCH (act:Act)
WHERE act.year IS NOT NULL AND act.status IS NOT NULL AND act.sphere IS NOT NULL AND act.tangible IS NOT NULL
  AND act.n_posts IS NOT NULL  // so that Neo4j counts in the index of these and opens no act
  AND ($type IS NULL OR act.type = $type) AND ($actor IS NULL OR $actor IN act.actors)
WITH act.year AS year, act.status AS status, act.tangible AS ran, count(*) AS n, sum(act.n_posts) AS told
RETURN year, sum(n) AS acts, sum(CASE WHEN ran THEN n ELSE 0 END) AS tangible, sum(CASE status WHEN 'done' THEN n ELSE 0 END) AS done,
  sum(CASE status WHEN 'ended' THEN n ELSE 0 END) AS ended, sum(CASE status WHEN 'planned' THEN n ELSE 0 END) AS planned,
  sum(CASE status WHEN 'proposed' THEN n ELSE 0 END) AS proposed, sum(CASE status WHEN 'denied' THEN n ELSE 0 END) AS denied,
  sum(told) AS posts
ORDER BY year
