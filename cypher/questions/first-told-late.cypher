// Acts first told in a later month than they happened: how many months passed between the date of the act and the first post.
// :param months int 1 — at least so many calendar months later
MATCH (act:Act)
WHERE act.date_source = 'text'
WITH act,
  12 * toInteger(left(act.first_report, 4)) + toInteger(substring(act.first_report, 5, 2)) AS told,
  12 * act.year + CASE WHEN size(act.date) = 4 THEN 12 ELSE toInteger(substring(act.date, 5, 2)) END AS happened
WHERE told - happened >= $months
RETURN act.date AS date, act.first_report AS first_report, told - happened AS months_later, act.title AS title, act.status AS status,
  act.n_posts AS n_posts, act.id AS act
ORDER BY months_later DESC, date, act
