// Acts and tangible acts by sphere.
// :param actor str null — id of an actor that takes part; null: any
// :param since int 1900 — the first year
// :param until int 2100 — the last year
MATCH (act:Act)
WHERE act.year >= $since AND act.year <= $until AND ($actor IS NULL OR $actor IN act.actors)
WITH act.sphere AS sphere, act.tangible AS ran, count(*) AS n, sum(act.n_posts) AS told
RETURN sphere, sum(CASE WHEN ran THEN n ELSE 0 END) AS tangible, sum(n) AS acts, sum(told) AS posts
ORDER BY tangible DESC, acts DESC, sphere
