// What two actors do again and again: acts by type and year, with date and posts of each.
// :param one str RUS — id of an actor
// :param other str IRN — id of another actor
// :param times int 2 — the fewest acts of a type
// :param statuses list done,ended — statuses that count; null: any
MATCH (:Actor {id: $one})-[:TOOK_PART]->(act:Act)<-[:TOOK_PART]-(:Actor {id: $other})
WHERE $statuses IS NULL OR act.status IN $statuses
WITH DISTINCT act ORDER BY act.date, act.id
WITH act.type AS type, collect(act) AS all_acts
WHERE size(all_acts) >= $times
UNWIND all_acts AS act
WITH type, size(all_acts) AS acts_of_type, act ORDER BY type, act.date, act.id
WITH type, acts_of_type, act.year AS year, collect(act) AS acts
RETURN type, acts_of_type, year, size(acts) AS n_acts, [a IN acts | a.date] AS dates, [a IN acts | a.n_posts] AS n_posts,
  [a IN acts | a.title] AS titles, [a IN acts | a.id] AS acts
ORDER BY acts_of_type DESC, type, year
