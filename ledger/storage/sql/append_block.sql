INSERT INTO blocks (
    project, number, sequence, count, first_day, last_day, lines, texts, salts, words
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
