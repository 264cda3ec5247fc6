SELECT project, part, phase, category, '' AS source, kind, year_booked, year_belongs, sum_minor, count
FROM totals_by_year
WHERE project IN (SELECT value FROM json_each(?))
ORDER BY project, part, phase, category, kind, year_booked, year_belongs
