-- The digests of the words stay, so that every seal holds without them.
UPDATE entries SET text = NULL, counterparty = NULL, salt = X'' WHERE project = ? AND number BETWEEN ? AND ?
