-- Totals by year and without sources, for reports over very many projects: a book of ten million entries has some
-- million totals by month, and some ten thousand of these.
CREATE TABLE totals_by_year (
    project TEXT NOT NULL,
    part TEXT NOT NULL,
    phase TEXT NOT NULL,
    category TEXT NOT NULL,
    kind TEXT NOT NULL,
    year_booked TEXT NOT NULL,
    year_belongs TEXT NOT NULL,
    sum_minor BIGINT NOT NULL CHECK (sum_minor BETWEEN -1000000000000000 AND 1000000000000000),
    count BIGINT NOT NULL,
    PRIMARY KEY (project, part, phase, category, kind, year_booked, year_belongs)
) WITHOUT ROWID;

INSERT INTO totals_by_year
SELECT
    project, part, phase, category, kind, substr(month_booked, 1, 4), substr(month_belongs, 1, 4),
    SUM(sum_minor), SUM(count)
FROM totals
GROUP BY project, part, phase, category, kind, substr(month_booked, 1, 4), substr(month_belongs, 1, 4);
