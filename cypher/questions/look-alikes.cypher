// Acts that look alike: of one type, between the same actors, at most so many days apart. Acts without a day are left out.
// :param days int 7 — the most days between the two
// :param actor str null — id of an actor that takes part; null: any
// :param type str null — an act type; null: any
// :param limit int 1000 — the most pairs of acts
MATCH (a:Actor)-[r]->(b:Actor)
WHERE r.act_id IS NOT NULL AND r.date_precision = 'day' AND ($type IS NULL OR type(r) = toUpper($type))
UNWIND [a.id, b.id] AS actor
WITH DISTINCT toLower(type(r)) AS type, r.act_id AS id, r.date AS date, actor ORDER BY actor
WITH type, id, date, collect(actor) AS actors
WHERE $actor IS NULL OR $actor IN actors
// days since the year 0, counted from March so that a leap day is the last of its year
WITH type, id, date, actors, toInteger(left(date, 4)) AS year, toInteger(substring(date, 5, 2)) AS month,
  toInteger(substring(date, 8, 2)) AS day
WITH type, id, date, actors, day, (month + 9) % 12 AS month, year - CASE WHEN month < 3 THEN 1 ELSE 0 END AS year
WITH type, actors, id, date, 365 * year + year / 4 - year / 100 + year / 400 + (306 * month + 5) / 10 + day AS day
// only acts of one span of days, or of it and the span before, need be compared
WITH type, actors, id, date, day, day / (abs($days) + 1) AS span
UNWIND [span, span + 1] AS near
WITH type, actors, near, collect({id: id, date: date, day: day, own: near = span}) AS acts
UNWIND acts AS one
UNWIND acts AS other
WITH type, actors, one, other, abs(one.day - other.day) AS days
WHERE days <= $days AND one.own AND (NOT other.own OR one.id < other.id)
WITH type, actors, days, CASE WHEN one.date + one.id < other.date + other.id THEN [one, other] ELSE [other, one] END AS two
WITH type, actors, days, head(two).date AS date, last(two).date AS other_date, head(two).id AS act, last(two).id AS other
ORDER BY days, date, act, other LIMIT $limit
MATCH (first:Act) WHERE first.id = act
WITH DISTINCT days, type, actors, date, other_date, act, other, first
MATCH (second:Act) WHERE second.id = other
RETURN days, type, actors, date, other_date, first.title AS title, second.title AS other_title, first.status AS status,
  second.status AS other_status, first.n_posts AS n_posts, second.n_posts AS other_posts, act, other
ORDER BY days, date, act, other
