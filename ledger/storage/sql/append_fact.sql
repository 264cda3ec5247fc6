INSERT INTO facts (scope, sequence, position, kind, key, body) VALUES (?, ?, ?, ?, ?, ?)
