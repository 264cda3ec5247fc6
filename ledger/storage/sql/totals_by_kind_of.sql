SELECT
    project, '' AS part, '' AS phase, '' AS category, '' AS source, kind, '' AS month_booked, '' AS month_belongs,
    SUM(sum_minor) AS sum_minor, SUM(count) AS count
FROM totals_by_year
WHERE project IN (SELECT value FROM json_each(?))
GROUP BY project, kind
ORDER BY project, kind
