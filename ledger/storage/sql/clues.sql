SELECT project, CAST(packed AS BLOB) AS packed
FROM clues
ORDER BY project, first
