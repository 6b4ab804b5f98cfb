// Firms, agencies and other organisations in the acts of two actors, with their parts.
// :param one str RUS — id of an actor
// :param other str IRN — id of another actor
MATCH (:Actor {id: $one})-[:TOOK_PART]->(act:Act)<-[:TOOK_PART]-(:Actor {id: $other})
WITH DISTINCT act
MATCH (firm:Organisation)-[part:TOOK_PART]->(act)
WHERE NOT firm.id IN [$one, $other]
WITH firm, part.role AS part, act ORDER BY firm.id, part.role, act.type
WITH firm, part, collect(DISTINCT act.type) AS types, count(DISTINCT act.id) AS acts, min(act.date) AS first, max(act.date) AS last,
  sum(CASE act.status WHEN 'done' THEN 1 ELSE 0 END) AS done
OPTIONAL MATCH (firm)-[:BELONGS_TO]->(country:Country)
WITH firm, part, types, acts, first, last, done, country ORDER BY firm.id, country.id
WITH firm, part, types, acts, first, last, done, collect(country.id) AS countries
RETURN firm.id AS organisation, firm.name AS name, countries, firm.kind AS kind, part, acts, done, types, first, last
ORDER BY acts DESC, organisation, part
