INSERT INTO totals (
    project, part, phase, category, source, kind, month_booked, month_belongs, sum_minor, count
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (project, part, phase, category, source, kind, month_booked, month_belongs) DO UPDATE SET
    sum_minor = totals.sum_minor + excluded.sum_minor,
    count = totals.count + excluded.count
