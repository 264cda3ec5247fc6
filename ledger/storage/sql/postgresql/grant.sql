INSERT INTO members (login, role, project) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING
