// Acts that channels of one side alone tell.
// Sides are those that `axisgraph build --channels` was told; a channel without one is of another side than all others.
// :param side str null — the side, such as pro-Kremlin; null: any that is known
// :param actor str null — id of an actor that takes part; null: any
// :param channels int 1 — the fewest channels that tell it
// :param tangible bool true — only tangible acts
// :param limit int 1000 — the most acts; of more, those of most origins, then of most posts
MATCH (act:Act)
WHERE size(act.sides) = 1 AND act.n_channels >= $channels AND (NOT $tangible OR act.tangible)
  AND (($side IS NULL AND head(act.sides) <> 'unknown') OR toLower(head(act.sides)) = toLower($side))
  AND ($actor IS NULL OR $actor IN act.actors)
WITH act ORDER BY act.n_origins DESC, act.n_posts DESC, act.id LIMIT $limit
RETURN head(act.sides) AS side, act.date AS date, act.title AS title, act.status AS status, act.n_channels AS n_channels,
  act.n_posts AS n_posts, act.n_origins AS n_origins, act.contradicted AS contradicted, act.id AS act
ORDER BY side, date, act
