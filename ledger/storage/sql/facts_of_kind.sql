SELECT sequence, position, kind, key, body
FROM facts
WHERE scope = ? AND kind = ?
ORDER BY sequence, position
