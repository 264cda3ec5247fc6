-- The digests of the words stay, so that every seal holds without them.
UPDATE blocks SET texts = ?, salts = ? WHERE project = ? AND number = ?
