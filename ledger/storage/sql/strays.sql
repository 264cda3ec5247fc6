SELECT scope FROM facts WHERE scope NOT IN (SELECT scope FROM commits)
UNION
SELECT project FROM blocks WHERE project NOT IN (SELECT scope FROM commits)
UNION
SELECT project FROM totals WHERE project NOT IN (SELECT scope FROM commits)
UNION
SELECT project FROM totals_by_year WHERE project NOT IN (SELECT scope FROM commits)
ORDER BY 1
