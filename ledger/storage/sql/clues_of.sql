SELECT CAST(first AS INTEGER) AS first, CAST(packed AS BLOB) AS packed
FROM clues
WHERE project = ?
ORDER BY first
