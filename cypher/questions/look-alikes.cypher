// Acts that look alike: of one type, between the same two actors, at most so many days after the one before.
// Acts without a day are left out. Days are counted by the calendar, from 1901 to 2099.
// :param one str RUS — id of an actor; null: any
// :param other str IRN — id of another actor; null: any
// :param days int 7 — the most days between the two, at most 28
// :param type str null — an act type; null: any
// :param limit int 1000 — the most pairs of acts
MATCH (a:Actor)-[r]->(b:Actor)
WHERE r.date_precision = 'day' AND ($type IS NULL OR type(r) = toUpper($type))
  AND ($one IS NULL OR $one IN [a.id, b.id]) AND ($other IS NULL OR $other IN [a.id, b.id])
WITH toLower(type(r)) AS type, CASE WHEN a.id < b.id THEN [a.id, b.id] ELSE [b.id, a.id] END AS actors, r.date + r.act_id AS told,
  12 * toInteger(left(r.date, 4)) + toInteger(substring(r.date, 5, 2)) AS month
// an act and the one before are of one month, or of it and the month before; lists stay short
UNWIND [month, month + 1] AS near
WITH type, actors, near, told ORDER BY told
WITH type, actors, near, collect(DISTINCT told) AS acts
WHERE size(acts) > 1
UNWIND [i IN range(1, size(acts) - 1) | [acts[i - 1], acts[i]]] AS two
WITH type, actors, near, left(two[0], 10) AS date, substring(two[0], 10) AS act, left(two[1], 10) AS other_date,
  substring(two[1], 10) AS alike
WITH type, actors, near, date, act, other_date, alike,
  [d IN [date, other_date] | [toInteger(left(d, 4)), toInteger(substring(d, 5, 2)), toInteger(substring(d, 8, 2))]] AS parts
WHERE 12 * parts[1][0] + parts[1][1] = near
WITH type, actors, date, act, other_date, alike,
  [p IN parts | 367 * p[0] - 7 * (p[0] + (p[1] + 9) / 12) / 4 + 275 * p[1] / 9 + p[2]] AS day
WITH type, actors, date, act, other_date, alike, day[1] - day[0] AS days
WHERE days <= $days AND days <= 28
WITH type, actors, date, act, other_date, alike, days ORDER BY days, date, act, alike, actors LIMIT $limit
MATCH (first:Act {id: act})
WITH DISTINCT days, type, actors, date, other_date, act, alike, first
MATCH (second:Act {id: alike})
RETURN days, type, actors, date, other_date, first.title AS title, second.title AS other_title, first.status AS status,
  second.status AS other_status, first.n_posts AS n_posts, second.n_posts AS other_posts, act, alike
ORDER BY days, date, act, alike, actors
