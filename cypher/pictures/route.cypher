// A picture of an item's way over one intermediary: the acts from the first actor, and those on to the last, not earlier.
// :param start str IRN — id of the first actor
// :param via str RUS — id of the intermediary
// :param end str VEN — id of the last actor
// :param item str drone — part of an item's id, name, family or kind, on both hops
// :param types list arms_transfer,production,technology,training,intelligence,trade,sanctions_evasion — act types
// :param limit int 60 — the most pairs of acts, the most told first
MATCH (b:Actor {id: $via})-[passes:TOOK_PART]->(other:Act)<-[receives:TOOK_PART]-(c:Actor {id: $end})
WHERE other.type IN $types AND passes.role <> 'target' AND receives.role <> 'source'
MATCH (other)-[:INVOLVES]->(good:Item)
WHERE any(word IN [good.id, good.name, coalesce(good.family, ''), coalesce(good.kind, '')] WHERE toLower(word) CONTAINS toLower($item))
WITH DISTINCT b, c, other
WITH b, c, collect({act: other.id, date: other.date, origins: other.n_origins}) AS onward
MATCH (a:Actor {id: $start})-[gives:TOOK_PART]->(one:Act)<-[gets:TOOK_PART]-(b)
WHERE one.type IN $types AND gives.role <> 'target' AND gets.role <> 'source'
MATCH (one)-[:INVOLVES]->(thing:Item)
WHERE any(word IN [thing.id, thing.name, coalesce(thing.family, ''), coalesce(thing.kind, '')] WHERE toLower(word) CONTAINS toLower($item))
UNWIND onward AS next
WITH DISTINCT a, b, c, one, next.act AS second_act, next.date AS date, next.origins AS origins
WHERE one.id <> second_act AND left(date, size(one.date)) >= left(one.date, size(date))
WITH a, b, c, one, second_act ORDER BY one.n_origins + origins DESC, one.id, second_act LIMIT $limit
MATCH (other:Act {id: second_act})
WITH DISTINCT a, b, c, one, other
MATCH (a)-[gives:TOOK_PART]->(one)<-[gets:TOOK_PART]-(b)
MATCH (b)-[passes:TOOK_PART]->(other)<-[receives:TOOK_PART]-(c)
MATCH (one)-[first:INVOLVES]->(thing:Item)
WHERE any(word IN [thing.id, thing.name, coalesce(thing.family, ''), coalesce(thing.kind, '')] WHERE toLower(word) CONTAINS toLower($item))
MATCH (other)-[second:INVOLVES]->(good:Item)
WHERE any(word IN [good.id, good.name, coalesce(good.family, ''), coalesce(good.kind, '')] WHERE toLower(word) CONTAINS toLower($item))
RETURN a, gives, one, gets, b, passes, other, receives, c, first, thing, second, good
ORDER BY one.n_origins + other.n_origins DESC, one.id, other.id, thing.id, good.id
