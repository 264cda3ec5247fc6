-- One look into each chain, however long it is. A project's entries are numbered without gaps, so the highest number is
-- how many there are.
SELECT
    commits.scope,
    commits.sequence,
    commits.seal,
    COALESCE(
        (SELECT number + count - 1 FROM blocks WHERE project = commits.scope ORDER BY number DESC LIMIT 1), 0
    )
FROM json_each(?) AS wanted
INNER JOIN commits
    ON commits.scope = wanted.value
    AND commits.sequence = (SELECT MAX(sequence) FROM commits AS latest WHERE latest.scope = wanted.value)
ORDER BY commits.scope
