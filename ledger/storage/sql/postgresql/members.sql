SELECT login, role, project FROM members ORDER BY login, role, project
