// Acts first told in a later month than they happened: how many months passed between the date of the act and the first post.
// :param months int 1 — at least so many calendar months later
// :param limit int 1000 — the most acts; of more, those told latest
MATCH (act:Act)
WHERE act.months_late >= $months
WITH act ORDER BY act.months_late DESC, act.date, act.id LIMIT $limit
RETURN act.date AS date, act.first_report AS first_report, act.months_late AS months_later, act.title AS title, act.status AS status,
  act.n_posts AS n_posts, act.id AS act
ORDER BY months_later DESC, date, act
