SELECT
    sequence,
    (SELECT CAST(packed AS BLOB) FROM clues WHERE clues.project = blocks.project AND first = number) AS clues,
    number,
    count,
    first_day,
    last_day,
    lines,
    texts,
    salts,
    words
FROM blocks
WHERE project = ?
ORDER BY number
