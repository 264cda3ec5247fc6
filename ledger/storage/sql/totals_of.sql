SELECT project, part, phase, category, source, kind, month_booked, month_belongs, sum_minor, count
FROM totals
WHERE project IN (SELECT value FROM json_each(?))
ORDER BY project, part, phase, category, source, kind, month_booked, month_belongs
