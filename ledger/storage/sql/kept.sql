SELECT sequence, number, count, first_day, last_day, lines, texts, salts, words
FROM blocks
WHERE project = ?
ORDER BY number
