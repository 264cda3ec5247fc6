SELECT scope, sequence, kind, key, body
FROM facts
WHERE scope = ANY (%s) AND kind <> ALL (%s)
ORDER BY scope, sequence, position
