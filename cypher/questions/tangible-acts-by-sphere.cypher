// Acts and tangible acts by sphere.
// :param actor str null — id of an actor that takes part; null: any
// :param since int 1900 — the first year
// :param until int 2100 — the last year
MATCH (act:Act)
WHERE act.year >= $since AND act.year <= $until AND act.status IS NOT NULL AND act.sphere IS NOT NULL AND act.tangible IS NOT NULL
  AND act.n_posts IS NOT NULL  // so that Neo4j counts in the index of these and opens no act
  AND ($actor IS NULL OR $actor IN act.actors)
WITH act.sphere AS sphere, act.tangible AS ran, count(*) AS n, sum(act.n_posts) AS told
RETURN sphere, sum(CASE WHEN ran THEN n ELSE 0 END) AS tangible, sum(n) AS acts, sum(told) AS posts
ORDER BY tangible DESC, acts DESC, sphere
