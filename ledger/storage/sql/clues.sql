SELECT project, COALESCE(CAST(packed AS BLOB), X'') AS packed
FROM clues
ORDER BY project, first
