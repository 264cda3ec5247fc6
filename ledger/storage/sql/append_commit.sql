INSERT INTO commits (
    scope, sequence, previous, kind, batch, author, message, salt, words, recorded_at, entries, digest, seal
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
