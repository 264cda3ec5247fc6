SELECT
    project, '' AS part, '' AS phase, '' AS category, '' AS source, kind, '' AS month_booked, '' AS month_belongs,
    SUM(sum_minor)::BIGINT AS sum_minor, SUM(count)::BIGINT AS count
FROM totals_by_year
WHERE project = ANY (%s)
GROUP BY project, kind
ORDER BY project, kind
