SELECT DISTINCT project
FROM clues
WHERE NOT EXISTS (SELECT 1 FROM blocks WHERE blocks.project = clues.project AND blocks.number = clues.first)
