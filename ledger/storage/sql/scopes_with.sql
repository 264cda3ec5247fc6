SELECT DISTINCT scope
FROM facts
WHERE kind = ?
ORDER BY scope
