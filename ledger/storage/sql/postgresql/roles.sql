-- What each role may do with the tables; which rows of them, the table of members says. The roles are the cluster's, so a
-- second book there finds them made; by themselves they show nothing and take nothing in any book.
DO $$
DECLARE
    role_ TEXT;
BEGIN
    FOREACH role_ IN ARRAY ARRAY['medfin_reader', 'medfin_economist', 'medfin_treasurer', 'medfin_auditor'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', role_);
        END IF;
    END LOOP;
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO medfin_economist, medfin_treasurer', current_database());
END
$$;

GRANT USAGE ON SCHEMA medfin TO medfin_reader, medfin_economist, medfin_treasurer, medfin_auditor;
GRANT SELECT ON form, commits, facts, entries, totals, totals_by_year, members
TO medfin_reader, medfin_economist, medfin_treasurer, medfin_auditor;
GRANT INSERT ON commits, facts, entries TO medfin_economist, medfin_treasurer;
GRANT EXECUTE ON FUNCTION take_out_words TO medfin_economist, medfin_treasurer;
