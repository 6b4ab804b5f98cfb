// The acts told most: by origins, by wordings (independent of each other), or by posts.
// :param actor str null — id of an actor that takes part; null: any
// :param by str origins — what counts: origins, wordings or posts; then the others
// :param limit int 10 — the most acts
MATCH (act:Act)
WHERE $actor IS NULL OR $actor IN act.actors
WITH act, act{.n_origins, .n_independent, .n_posts, .id} AS n  // read at once: faster than one by one
WITH act, n.n_origins AS n_origins, n.n_independent AS n_independent, n.n_posts AS n_posts, n.id AS id
ORDER BY CASE $by WHEN 'wordings' THEN n_independent WHEN 'posts' THEN n_posts ELSE n_origins END DESC,
  n_origins DESC, n_independent DESC, n_posts DESC, id
LIMIT $limit
RETURN n_origins, n_independent, n_posts, act.n_channels AS n_channels, act.date AS date, act.title AS title, act.status AS status,
  act.contradicted AS contradicted, id AS act
ORDER BY CASE $by WHEN 'wordings' THEN n_independent WHEN 'posts' THEN n_posts ELSE n_origins END DESC,
  n_origins DESC, n_independent DESC, n_posts DESC, id
