SELECT project, part, phase, category, source, kind, month_booked, month_belongs, sum_minor, count
FROM totals
WHERE project = ANY (%s) AND category = ''
ORDER BY project, part, phase, category, source, kind, month_booked, month_belongs
