-- How far each project is booked, and when somebody last booked in it; money received tells nothing of that, and an
-- imported file tells of its days even where it had nothing new.
SELECT
    wanted.value,
    COALESCE((SELECT MAX(month_booked) FROM totals WHERE project = wanted.value AND category <> ''), '') AS month,
    COALESCE(
        (
            SELECT recorded_at
            FROM commits
            WHERE
                scope = wanted.value
                AND recorded_at <= ?
                AND (kind = 'import' OR (entries > 0 AND kind <> 'receipt'))
            ORDER BY sequence DESC
            LIMIT 1
        ),
        ''
    ) AS entered_at
FROM json_each(?) AS wanted
ORDER BY wanted.value
