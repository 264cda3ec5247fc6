DELETE FROM members WHERE login = %s RETURNING role
