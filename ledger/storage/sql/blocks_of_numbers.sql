SELECT number
FROM blocks
WHERE project = ? AND number + count > ? AND number <= ?
ORDER BY number
