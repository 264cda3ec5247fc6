-- Where many entries arrive, to be booked by one statement: the server does not copy into a table with rules for rows.
CREATE TEMPORARY TABLE IF NOT EXISTS arriving (LIKE medfin.entries) ON COMMIT DROP
