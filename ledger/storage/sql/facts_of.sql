SELECT scope, sequence, kind, key, body
FROM facts
WHERE scope IN (SELECT value FROM json_each(?)) AND kind NOT IN (SELECT value FROM json_each(?))
ORDER BY scope, sequence, position
