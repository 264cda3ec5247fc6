SELECT bool_and(pg_has_role(relowner, 'USAGE')) FROM pg_class WHERE oid IN ('entries'::regclass, 'commits'::regclass)
