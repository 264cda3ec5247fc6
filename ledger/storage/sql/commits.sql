SELECT scope, sequence, previous, kind, batch, author, message, salt, words, recorded_at, entries, digest, seal
FROM commits
WHERE scope = ?
ORDER BY sequence
