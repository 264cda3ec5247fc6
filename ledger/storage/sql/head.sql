-- A project's entries are numbered without gaps, so the highest number is how many there are.
SELECT
    sequence, seal,
    COALESCE((SELECT number + count - 1 FROM blocks WHERE project = scope ORDER BY number DESC LIMIT 1), 0)
FROM commits
WHERE scope = ?
ORDER BY sequence DESC
LIMIT 1
