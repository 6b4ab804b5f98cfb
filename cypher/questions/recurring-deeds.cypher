// What two actors do again and again: acts by type and year, with date and posts of each.
// :param one str RUS — id of an actor
// :param other str IRN — id of another actor
// :param times int 2 — the fewest acts of a type
// :param statuses list done,ended — statuses that count; null: any
MATCH (:Actor {id: $one})-[:TOOK_PART]->(act:Act)<-[:TOOK_PART]-(:Actor {id: $other})
WHERE $statuses IS NULL OR act.status IN $statuses
WITH DISTINCT act ORDER BY act.date, act.id
WITH act.type AS type, act.year AS year, count(*) AS n_acts, collect(act.date) AS dates, collect(act.n_posts) AS n_posts,
  collect(act.title) AS titles, collect(act.id) AS acts
WITH type, sum(n_acts) AS acts_of_type,
  collect({year: year, n_acts: n_acts, dates: dates, n_posts: n_posts, titles: titles, acts: acts}) AS years
WHERE acts_of_type >= $times
UNWIND years AS told
RETURN type, acts_of_type, told.year AS year, told.n_acts AS n_acts, told.dates AS dates, told.n_posts AS n_posts, told.titles AS titles,
  told.acts AS acts
ORDER BY acts_of_type DESC, type, year
