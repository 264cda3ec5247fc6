-- One look into each chain, however long it is. How many entries it has is summed over its commits where they are few;
-- where they are many, the last block tells it, since entries are numbered without gaps, but that one is found ten times
-- as slowly, deep in a table of very large rows.
SELECT
    commits.scope,
    commits.sequence,
    commits.seal,
    CASE
        WHEN commits.sequence <= 100
            THEN (SELECT SUM(entries) FROM commits AS held WHERE held.scope = commits.scope)
        ELSE COALESCE(
            (SELECT number + count - 1 FROM blocks WHERE project = commits.scope ORDER BY number DESC LIMIT 1), 0
        )
    END AS entries
FROM json_each(?) AS wanted
INNER JOIN commits
    ON commits.scope = wanted.value
    AND commits.sequence = (SELECT MAX(sequence) FROM commits AS latest WHERE latest.scope = wanted.value)
ORDER BY commits.scope
