INSERT INTO totals_by_year (
    project, part, phase, category, kind, year_booked, year_belongs, sum_minor, count
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (project, part, phase, category, kind, year_booked, year_belongs) DO UPDATE SET
    sum_minor = totals_by_year.sum_minor + excluded.sum_minor,
    count = totals_by_year.count + excluded.count
