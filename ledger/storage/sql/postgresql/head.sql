-- A project's entries are numbered without gaps, so the highest number is how many there are.
SELECT sequence, seal, (SELECT COALESCE(MAX(number), 0) FROM entries WHERE project = scope)
FROM commits
WHERE scope = %s
ORDER BY sequence DESC
LIMIT 1
