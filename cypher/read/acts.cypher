// Ids of the acts that a store holds of a case.
// :param case str — id of the case
MATCH (:`Case` {id: $case})
MATCH (act:Act)
RETURN act.id AS id
