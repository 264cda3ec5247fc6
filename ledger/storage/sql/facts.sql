SELECT sequence, position, kind, key, body
FROM facts
WHERE scope = ?
ORDER BY sequence, position
