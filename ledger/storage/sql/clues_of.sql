SELECT CAST(first AS INTEGER) AS first, COALESCE(CAST(packed AS BLOB), X'') AS packed
FROM clues
WHERE project = ?
ORDER BY first
