-- What has no category lies scattered among totals by month, far too many to look through; totals by year tell where.
SELECT
    totals.project, totals.part, totals.phase, totals.category, totals.source, totals.kind,
    totals.month_booked, totals.month_belongs, totals.sum_minor, totals.count
FROM (SELECT DISTINCT project, part, phase FROM totals_by_year WHERE category = '' AND project = ANY (%s)) AS held
INNER JOIN totals
    ON totals.project = held.project
    AND totals.part = held.part
    AND totals.phase = held.phase
    AND totals.category = ''
ORDER BY
    totals.project, totals.part, totals.phase, totals.category, totals.source, totals.kind,
    totals.month_booked, totals.month_belongs
