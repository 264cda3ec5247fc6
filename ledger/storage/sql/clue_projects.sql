SELECT DISTINCT project FROM clues ORDER BY project
