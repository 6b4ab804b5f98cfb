// What two actors did, plan, propose, deny and ended: number of acts by type and status.
// :param one str RUS — id of an actor
// :param other str IRN — id of another actor
MATCH (:Actor {id: $one})-[:TOOK_PART]->(act:Act)<-[:TOOK_PART]-(:Actor {id: $other})
WITH DISTINCT act
RETURN act.type AS type, act.status AS status, count(*) AS acts, sum(act.n_posts) AS posts, min(act.date) AS first, max(act.date) AS last
ORDER BY type, status
