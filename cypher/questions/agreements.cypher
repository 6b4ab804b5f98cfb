// Agreements with their stages: signed, ratified, in force … of one treaty in one row, told by different acts and posts.
// :param actor str null — id of a party; null: any
// :param kind str null — treaty, agreement, memorandum, contract …; null: any
// :param stage str null — a stage that it has come to, such as ratified; null: any
// :param stages int 1 — the fewest stages
MATCH (accord:Accord)<-[stage:STAGE_OF]-(act:Act)
WHERE ($kind IS NULL OR accord.kind = $kind) AND ($actor IS NULL OR $actor IN accord.parties)
WITH accord, act, stage ORDER BY accord.id, stage.date, act.id, stage.stage
WITH accord, collect(stage.stage) AS stages, collect(stage.status) AS statuses, collect(stage.date) AS dates,
  collect(CASE WHEN stage.party IS NULL THEN '' ELSE stage.party END) AS whose, collect(stage.n_posts) AS posts, collect(act.id) AS acts
WHERE size(stages) >= $stages AND ($stage IS NULL OR $stage IN stages)
MATCH (accord)<-[told:STAGE_OF]-(:Act)
UNWIND told.posts AS post
WITH accord, stages, statuses, dates, whose, posts, acts, count(DISTINCT post) AS n_posts
RETURN head(dates) AS first, accord.name AS agreement, accord.parties AS parties, stages, statuses, dates, whose, posts, n_posts, acts,
  accord.id AS id
ORDER BY first, id
