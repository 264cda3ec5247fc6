-- Everything in the book's schema that decides what is kept, shown or refused, a line each.
SELECT 'table ' || c.relname || ' ' || c.relkind::TEXT || CASE WHEN c.relrowsecurity THEN ' rows' ELSE '' END
FROM pg_class c WHERE c.relnamespace = 'medfin'::regnamespace AND c.relkind <> 'i'
UNION ALL
SELECT 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, NULL)
    || CASE WHEN a.attnotnull THEN ' needed' ELSE '' END || COALESCE(' ' || l.collname, '')
FROM pg_attribute a
JOIN pg_class c ON c.oid = a.attrelid
LEFT JOIN pg_collation l ON l.oid = a.attcollation
WHERE c.relnamespace = 'medfin'::regnamespace AND c.relkind = 'r' AND a.attnum > 0 AND NOT a.attisdropped
UNION ALL
SELECT 'constraint ' || c.relname || '.' || k.conname || ' ' || k.contype::TEXT || CASE WHEN k.convalidated THEN '' ELSE ' off' END
FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
WHERE k.connamespace = 'medfin'::regnamespace AND k.contype IN ('c', 'f', 'p', 'u')
UNION ALL
SELECT 'trigger ' || c.relname || '.' || t.tgname || ' ' || t.tgtype || ' ' || t.tgenabled::TEXT || ' ' || p.proname
FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
WHERE c.relnamespace = 'medfin'::regnamespace AND NOT t.tgisinternal
UNION ALL
SELECT 'rule ' || c.relname || '.' || r.rulename
FROM pg_rewrite r JOIN pg_class c ON c.oid = r.ev_class WHERE c.relnamespace = 'medfin'::regnamespace
UNION ALL
SELECT 'policy ' || c.relname || '.' || p.polname || ' ' || p.polcmd::TEXT || ' '
    || md5(regexp_replace(
        concat(pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid)), '[^A-Za-z_@<>]', '', 'g'
    ))
FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid WHERE c.relnamespace = 'medfin'::regnamespace
UNION ALL
SELECT 'function ' || p.proname || ' ' || CASE WHEN p.prosecdef THEN 'owner ' ELSE '' END
    || CASE WHEN has_function_privilege('public', p.oid, 'EXECUTE') THEN 'anybody ' ELSE '' END || md5(p.prosrc)
FROM pg_proc p WHERE p.pronamespace = 'medfin'::regnamespace
ORDER BY 1
