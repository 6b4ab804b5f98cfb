// Make relationships of one type, which are known not to be there. __SOURCE__, __TYPE__ and __TARGET__ stand for labels and type.
// :param rows list — maps of source, target and properties: seldom, often; what is set last is read fastest
UNWIND $rows AS row
MATCH (a:`__SOURCE__` {id: row.source})
MATCH (b:`__TARGET__` {id: row.target})
CREATE (a)-[r:`__TYPE__`]->(b)
SET r = row.seldom
SET r += row.often
