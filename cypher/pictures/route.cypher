// A picture of an item's way over one intermediary: the acts from the first actor, and those on to the last, not earlier.
// :param start str IRN — id of the first actor
// :param via str RUS — id of the intermediary
// :param end str VEN — id of the last actor
// :param item str drone — part of an item's id, name, family or kind, on both hops
// :param types list arms_transfer,production,technology,training,intelligence,trade,sanctions_evasion — act types
// :param limit int 60 — the most pairs of acts, the most told first
WITH [t IN $types | toUpper(t)] AS types
MATCH (b:Actor {id: $via})
WITH DISTINCT types, b
MATCH (b)-[onward]-(c:Actor {id: $end})
WHERE type(onward) IN types AND (onward.mutual OR startNode(onward) = b) AND onward.named CONTAINS toLower($item)
WITH types, b, c, collect({act: onward.act_id, date: onward.date, origins: onward.n_origins}) AS onward
MATCH (a:Actor {id: $start})-[comes]-(b)
WHERE type(comes) IN types AND (comes.mutual OR startNode(comes) = a) AND comes.named CONTAINS toLower($item)
UNWIND onward AS next
WITH DISTINCT a, b, c, comes.act_id AS first_act, comes.date AS date, next, comes.n_origins + next.origins AS origins
WHERE first_act <> next.act AND left(next.date, size(date)) >= left(date, size(next.date))
WITH a, b, c, first_act, next.act AS second_act, origins ORDER BY origins DESC, first_act, second_act LIMIT $limit
MATCH (one:Act {id: first_act})
WITH DISTINCT a, b, c, one, second_act
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
