SELECT seal FROM commits WHERE scope = %s AND sequence = %s
