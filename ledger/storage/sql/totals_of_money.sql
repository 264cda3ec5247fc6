SELECT project, part, phase, category, source, kind, month_booked, month_belongs, sum_minor, count
FROM totals
WHERE project = ? AND category = ''
ORDER BY part, phase, category, source, kind, month_booked, month_belongs
