INSERT INTO clues (project, first, packed) VALUES (?, ?, ?)
