// Agreements with their stages: signed, ratified, in force … of one treaty in one row, told by different acts and posts.
// :param actor str null — id of a party; null: any
// :param kind str null — treaty, agreement, memorandum, contract …; null: any
// :param stage str null — a stage that it has come to, such as ratified; null: any
// :param stages int 1 — the fewest stages
// :param limit int 1000 — the most agreements; of more, those of most posts
MATCH (accord:Accord)<-[told:STAGE_OF]-(:Act)
WHERE ($kind IS NULL OR accord.kind = $kind) AND ($actor IS NULL OR $actor IN accord.parties)
UNWIND told.posts AS post
WITH accord, count(DISTINCT post) AS n_posts
MATCH (accord)<-[stage:STAGE_OF]-(act:Act)
WITH accord, n_posts, act, stage ORDER BY accord.id, stage.date, act.id, stage.stage
WITH accord, n_posts, collect(stage.stage) AS stages, collect(stage.status) AS statuses, collect(stage.date) AS dates,
  collect(CASE WHEN stage.party IS NULL THEN '' ELSE stage.party END) AS whose, collect(stage.n_posts) AS posts, collect(act.id) AS acts
WHERE size(stages) >= $stages AND ($stage IS NULL OR $stage IN stages)
WITH * ORDER BY n_posts DESC, accord.id LIMIT $limit
RETURN head(dates) AS first, accord.name AS agreement, accord.parties AS parties, stages, statuses, dates, whose, posts, n_posts, acts,
  accord.id AS id
ORDER BY first, id
