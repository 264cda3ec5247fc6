SELECT number, count, first_day, last_day, lines, texts, salts, words
FROM blocks
WHERE project = ? AND last_day >= ? AND first_day <= ?
ORDER BY number
