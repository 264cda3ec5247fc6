UPDATE commits SET author = '', message = '', salt = '' WHERE scope = ? AND sequence = ?
