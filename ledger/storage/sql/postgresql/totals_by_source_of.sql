-- Totals by source with their months put together: what lies before those asked for, and in months that are not over,
-- is told apart, and which is the last month that is over and has any. In the order of the key, so nothing is sorted.
SELECT
    project, part, phase, category, source, kind,
    SUM(sum_minor)::BIGINT AS sum_minor,
    SUM(count)::BIGINT AS count,
    COALESCE(SUM(sum_minor) FILTER (WHERE month_booked <= cut.before), 0)::BIGINT AS before_minor,
    COALESCE(SUM(count) FILTER (WHERE month_booked <= cut.before), 0)::BIGINT AS before_count,
    COALESCE(SUM(sum_minor) FILTER (WHERE month_booked > cut.over), 0)::BIGINT AS open_minor,
    COALESCE(SUM(count) FILTER (WHERE month_booked > cut.over), 0)::BIGINT AS open_count,
    COALESCE(MAX(month_booked) FILTER (WHERE month_booked > cut.before AND month_booked <= cut.over AND sum_minor <> 0), '') AS through,
    MAX(month_booked) AS month
FROM totals
CROSS JOIN (SELECT %s::TEXT AS before, %s::TEXT AS over, %s::TEXT AS last) AS cut
WHERE project = ANY (%s) AND month_booked <= cut.last
GROUP BY project, part, phase, category, source, kind
ORDER BY project, part, phase, category, source, kind
