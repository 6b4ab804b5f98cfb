// On whose word the acts of a pair rest: claims, acts and dissent by claimant; no claimant means the posts' own voice.
// :param one str RUS — id of an actor
// :param other str IRN — id of another actor
MATCH (:Actor {id: $one})-[:TOOK_PART]->(act:Act)<-[:TOOK_PART]-(:Actor {id: $other})
WITH DISTINCT act
MATCH (act)<-[:REPORTS]-(claim:Claim)
WITH claim.reported_by AS reported_by, count(*) AS claims, count(DISTINCT act.id) AS acts,
  sum(CASE WHEN claim.dissent THEN 1 ELSE 0 END) AS dissenting
RETURN reported_by, claims, acts, dissenting
ORDER BY claims DESC, coalesce(reported_by, '')
