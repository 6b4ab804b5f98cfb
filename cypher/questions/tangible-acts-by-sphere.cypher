// Acts and tangible acts by sphere.
// :param actor str null — id of an actor that takes part; null: any
// :param since int 1900 — the first year
// :param until int 2100 — the last year
MATCH (act:Act)
WHERE act.year >= $since AND act.year <= $until AND ($actor IS NULL OR EXISTS { (:Actor {id: $actor})-[:TOOK_PART]->(act) })
RETURN act.sphere AS sphere, sum(CASE WHEN act.tangible THEN 1 ELSE 0 END) AS tangible, count(*) AS acts, sum(act.n_posts) AS posts
ORDER BY tangible DESC, acts DESC, sphere
