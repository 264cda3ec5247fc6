-- One look into each chain, however long it is.
SELECT head.scope, head.sequence, head.seal, head.entries
FROM unnest(%s::TEXT[]) AS wanted (scope)
CROSS JOIN LATERAL (
    SELECT scope, sequence, seal, (SELECT COALESCE(MAX(number), 0) FROM entries WHERE project = commits.scope) AS entries
    FROM commits
    WHERE commits.scope = wanted.scope
    ORDER BY sequence DESC
    LIMIT 1
) AS head
ORDER BY head.scope
