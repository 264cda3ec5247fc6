-- Totals by source with their months put together: what lies before those asked for, and in months that are not over,
-- is told apart, and which is the last month that is over and has any. In the order of the key, so nothing is sorted.
SELECT
    project, part, phase, category, source, kind,
    SUM(sum_minor) AS sum_minor,
    SUM(count) AS count,
    COALESCE(SUM(sum_minor) FILTER (WHERE month_booked <= ?2), 0) AS before_minor,
    COALESCE(SUM(count) FILTER (WHERE month_booked <= ?2), 0) AS before_count,
    COALESCE(SUM(sum_minor) FILTER (WHERE month_booked > ?3), 0) AS open_minor,
    COALESCE(SUM(count) FILTER (WHERE month_booked > ?3), 0) AS open_count,
    COALESCE(MAX(month_booked) FILTER (WHERE month_booked > ?2 AND month_booked <= ?3 AND sum_minor <> 0), '') AS through,
    MAX(month_booked) AS month
FROM totals
WHERE project IN (SELECT value FROM json_each(?1)) AND month_booked <= ?4
GROUP BY project, part, phase, category, source, kind
ORDER BY project, part, phase, category, source, kind
