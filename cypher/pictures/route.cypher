// A picture of an item's way over one intermediary: the acts from the first actor, and those on to the last, not earlier.
// :param start str IRN — id of the first actor
// :param via str RUS — id of the intermediary
// :param end str VEN — id of the last actor
// :param item str drone — part of an item's id, name, family or kind, on both hops
// :param types list arms_transfer,production,technology,training,intelligence,trade,sanctions_evasion — act types
// :param limit int 60 — the most pairs of acts, the most told first
MATCH (a:Actor {id: $start})-[gives:TOOK_PART]->(one:Act)<-[gets:TOOK_PART]-(b:Actor {id: $via})
WHERE one.type IN $types AND gives.role <> 'target' AND gets.role <> 'source'
MATCH (b)-[passes:TOOK_PART]->(other:Act)<-[receives:TOOK_PART]-(c:Actor {id: $end})
WHERE other.type IN $types AND passes.role <> 'target' AND receives.role <> 'source'
  AND one.id <> other.id AND left(other.date, size(one.date)) >= left(one.date, size(other.date))
MATCH (one)-[first:INVOLVES]->(thing:Item)
WHERE any(word IN [thing.id, thing.name, coalesce(thing.family, ''), coalesce(thing.kind, '')] WHERE toLower(word) CONTAINS toLower($item))
MATCH (other)-[second:INVOLVES]->(good:Item)
WHERE any(word IN [good.id, good.name, coalesce(good.family, ''), coalesce(good.kind, '')] WHERE toLower(word) CONTAINS toLower($item))
RETURN a, gives, one, gets, b, passes, other, receives, c, first, thing, second, good
ORDER BY one.n_origins + other.n_origins DESC, one.id, other.id, thing.id, good.id
LIMIT $limit
