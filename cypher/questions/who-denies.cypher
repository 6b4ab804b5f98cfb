// Who contradicts most: claimants by the number of their dissenting claims; no claimant means the posts' own voice.
// :param actor str null — id of an actor that takes part in the acts; null: any
// :param limit int 20 — the most claimants
MATCH (act:Act)<-[:REPORTS]-(claim:Dissent)
WHERE $actor IS NULL OR $actor IN act.actors
RETURN claim.reported_by AS reported_by, count(*) AS dissenting, count(DISTINCT act.id) AS acts,
  sum(CASE claim.status WHEN 'denied' THEN 1 ELSE 0 END) AS says_denied, sum(CASE claim.status WHEN 'done' THEN 1 ELSE 0 END) AS says_done,
  sum(CASE act.status WHEN 'done' THEN 1 ELSE 0 END) AS against_done, min(act.date) AS first, max(act.date) AS last
ORDER BY dissenting DESC, acts DESC, coalesce(reported_by, '')
LIMIT $limit
