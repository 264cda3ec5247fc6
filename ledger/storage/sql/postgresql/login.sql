SELECT current_user::TEXT
