-- The first form of a book on a server: the same tables as in a file, and what a file cannot do: totals that the server
-- itself keeps, changes that it refuses, and rows that it shows and takes only where the one who asks is a member.
-- Texts that order or tell apart are compared byte by byte, as everywhere in medfin.

CREATE SCHEMA medfin;

CREATE TABLE form (
    version BIGINT NOT NULL
);

CREATE TABLE commits (
    scope TEXT COLLATE "C" NOT NULL,
    sequence BIGINT NOT NULL,
    previous TEXT COLLATE "C" NOT NULL,
    kind TEXT NOT NULL,
    batch TEXT NOT NULL,
    author TEXT NOT NULL,
    message TEXT NOT NULL,
    salt TEXT NOT NULL,
    words TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    entries BIGINT NOT NULL,
    digest TEXT NOT NULL,
    seal TEXT NOT NULL,
    PRIMARY KEY (scope, sequence),
    -- A chain cannot fork, whoever writes. Of two who go on from the same seal the later one waits here, and is refused.
    UNIQUE (scope, previous)
);

CREATE TABLE facts (
    scope TEXT COLLATE "C" NOT NULL,
    sequence BIGINT NOT NULL,
    position BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (scope, sequence, position),
    FOREIGN KEY (scope, sequence) REFERENCES commits (scope, sequence)
);

CREATE TABLE entries (
    project TEXT COLLATE "C" NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    category TEXT COLLATE "C",
    source TEXT COLLATE "C",
    part TEXT COLLATE "C",
    phase TEXT COLLATE "C",
    amount_minor BIGINT NOT NULL,
    booked_on TEXT COLLATE "C" NOT NULL,
    belongs_to TEXT COLLATE "C" NOT NULL,
    paid_on TEXT,
    text TEXT,
    counterparty TEXT,
    invoice TEXT,
    voucher_series TEXT,
    voucher_number TEXT,
    account TEXT,
    quantity TEXT,
    unit TEXT,
    vat_minor BIGINT,
    vat_treatment TEXT,
    evidence_name TEXT,
    evidence_sha256 TEXT,
    reverses BIGINT,
    origin_organisation TEXT,
    origin_fiscal_year TEXT,
    origin_row TEXT,
    origin_occurrence BIGINT,
    origin_split BIGINT,
    sequence BIGINT NOT NULL,
    salt BYTEA NOT NULL,
    words BYTEA NOT NULL,
    PRIMARY KEY (project, number)
);

-- Absent values are empty texts here, for NULL is never equal to NULL in a key.
CREATE TABLE totals (
    project TEXT COLLATE "C" NOT NULL,
    part TEXT COLLATE "C" NOT NULL,
    phase TEXT COLLATE "C" NOT NULL,
    category TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    month_booked TEXT COLLATE "C" NOT NULL,
    month_belongs TEXT COLLATE "C" NOT NULL,
    sum_minor BIGINT NOT NULL CHECK (sum_minor BETWEEN -1000000000000000 AND 1000000000000000),
    count BIGINT NOT NULL,
    PRIMARY KEY (project, part, phase, category, source, kind, month_booked, month_belongs)
);

-- The same by year and without sources, for reports over very many projects.
CREATE TABLE totals_by_year (
    project TEXT COLLATE "C" NOT NULL,
    part TEXT COLLATE "C" NOT NULL,
    phase TEXT COLLATE "C" NOT NULL,
    category TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    year_booked TEXT COLLATE "C" NOT NULL,
    year_belongs TEXT COLLATE "C" NOT NULL,
    sum_minor BIGINT NOT NULL CHECK (sum_minor BETWEEN -1000000000000000 AND 1000000000000000),
    count BIGINT NOT NULL,
    PRIMARY KEY (project, part, phase, category, kind, year_booked, year_belongs)
);

-- Who may see and write what. An economist has a row a project; a reader has that, or one without a project, which stands
-- for all of them; a treasurer and an auditor have one without.
CREATE TABLE members (
    login TEXT COLLATE "C" NOT NULL,
    role TEXT COLLATE "C" NOT NULL CHECK (role IN ('reader', 'economist', 'treasurer', 'auditor')),
    project TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (login, role, project),
    CHECK (role = 'reader' OR (project <> '') = (role = 'economist'))
);

-- Totals follow the entries, whoever adds them and however; nobody else writes them.
CREATE FUNCTION add_to_totals() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = medfin, pg_temp AS $$
BEGIN
    WITH added AS (
        SELECT
            project, COALESCE(part, '') AS part, COALESCE(phase, '') AS phase, COALESCE(category, '') AS category,
            COALESCE(source, '') AS source, kind, substr(booked_on, 1, 7) AS month_booked,
            substr(belongs_to, 1, 7) AS month_belongs, SUM(amount_minor) AS sum_minor, COUNT(*) AS count
        FROM arrived
        GROUP BY 1, 2, 3, 4, 5, 6, 7, 8
    ), by_month AS (
        INSERT INTO totals (
            project, part, phase, category, source, kind, month_booked, month_belongs, sum_minor, count
        )
        SELECT project, part, phase, category, source, kind, month_booked, month_belongs, sum_minor, count
        FROM added
        ORDER BY 1, 2, 3, 4, 5, 6, 7, 8
        ON CONFLICT (project, part, phase, category, source, kind, month_booked, month_belongs) DO UPDATE SET
            sum_minor = totals.sum_minor + excluded.sum_minor,
            count = totals.count + excluded.count
    )
    INSERT INTO totals_by_year (
        project, part, phase, category, kind, year_booked, year_belongs, sum_minor, count
    )
    SELECT
        project, part, phase, category, kind, substr(month_booked, 1, 4), substr(month_belongs, 1, 4),
        SUM(sum_minor), SUM(count)
    FROM added
    GROUP BY 1, 2, 3, 4, 5, 6, 7
    ORDER BY 1, 2, 3, 4, 5, 6, 7
    ON CONFLICT (project, part, phase, category, kind, year_booked, year_belongs) DO UPDATE SET
        sum_minor = totals_by_year.sum_minor + excluded.sum_minor,
        count = totals_by_year.count + excluded.count;
    RETURN NULL;
END
$$;

CREATE TRIGGER keep_totals AFTER INSERT ON entries REFERENCING NEW TABLE AS arrived
FOR EACH STATEMENT EXECUTE FUNCTION add_to_totals();

-- A commit goes on where its chain ends. A member signs with the name that the server knows; only whoever looks after the
-- book may bring in commits that others have written elsewhere.
CREATE FUNCTION go_on_from_head() RETURNS trigger LANGUAGE plpgsql SET search_path = medfin, pg_temp AS $$
DECLARE
    head RECORD;
BEGIN
    SELECT sequence, seal INTO head FROM commits WHERE scope = NEW.scope ORDER BY sequence DESC LIMIT 1;
    IF NEW.sequence <> COALESCE(head.sequence, 0) + 1 OR NEW.previous <> COALESCE(head.seal, repeat('0', 64)) THEN
        RAISE EXCEPTION 'the chain of % ends elsewhere', NEW.scope USING ERRCODE = 'unique_violation';
    END IF;
    IF NEW.author <> current_user AND EXISTS (SELECT FROM members WHERE login = current_user) THEN
        RAISE EXCEPTION 'you are % here and cannot write as %', current_user, NEW.author
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER go_on BEFORE INSERT ON commits FOR EACH ROW EXECUTE FUNCTION go_on_from_head();

-- When a transaction ends, no entry of a project is without its commit, and its last entries are as many as their commit says.
CREATE FUNCTION require_whole_commits() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = medfin, pg_temp AS $$
DECLARE
    chain TEXT := COALESCE(to_jsonb(NEW) ->> 'scope', to_jsonb(NEW) ->> 'project');
    last_entry RECORD;
    before BIGINT;
BEGIN
    SELECT number, sequence INTO last_entry FROM entries WHERE project = chain ORDER BY number DESC LIMIT 1;
    SELECT last_entry.number - commits.entries INTO before
    FROM commits WHERE scope = chain AND sequence = last_entry.sequence;
    IF EXISTS (
            SELECT FROM commits
            WHERE scope = chain AND sequence > COALESCE(last_entry.sequence, 0) AND commits.entries > 0
        )
        OR last_entry.number IS NOT NULL AND (
            before IS NULL
            OR NOT EXISTS (
                SELECT FROM entries
                WHERE project = chain AND number = before + 1 AND sequence = last_entry.sequence
            )
            OR before <> 0 AND NOT EXISTS (
                SELECT FROM entries WHERE project = chain AND number = before AND sequence < last_entry.sequence
            )
        )
    THEN
        RAISE EXCEPTION 'the entries of % are not those of its commits', chain
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER whole AFTER INSERT ON commits DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION require_whole_commits();
CREATE CONSTRAINT TRIGGER whole AFTER INSERT OR UPDATE ON totals DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION require_whole_commits();

-- What is booked stays, also for whoever looks after the book. Only words may go, and only whole.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql SET search_path = medfin, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'nothing that is booked is changed: % of %', lower(TG_OP), TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER stay BEFORE DELETE OR TRUNCATE ON commits FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER stay BEFORE UPDATE OR DELETE OR TRUNCATE ON facts FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER stay BEFORE DELETE OR TRUNCATE ON entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER stay BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON totals
FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_change();
CREATE TRIGGER stay BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON totals_by_year
FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION refuse_change();

CREATE FUNCTION lose_words_only() RETURNS trigger LANGUAGE plpgsql SET search_path = medfin, pg_temp AS $$
DECLARE
    wordless JSONB := to_jsonb(OLD) || CASE TG_TABLE_NAME
        WHEN 'commits' THEN '{"author": "", "message": "", "salt": ""}'::JSONB
        ELSE '{"text": null, "counterparty": null, "salt": "\\x"}'::JSONB
    END;
BEGIN
    IF to_jsonb(NEW) <> wordless THEN
        RAISE EXCEPTION 'nothing that is booked is changed: update of %', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER lose_words BEFORE UPDATE ON commits FOR EACH ROW EXECUTE FUNCTION lose_words_only();
CREATE TRIGGER lose_words BEFORE UPDATE ON entries FOR EACH ROW EXECUTE FUNCTION lose_words_only();

-- Takes out the words that the last commit of a chain says are to go, and no others.
CREATE FUNCTION take_out_words(chain TEXT) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = medfin, pg_temp AS $$
DECLARE
    told JSONB;
BEGIN
    SELECT body INTO told FROM facts
    WHERE scope = chain AND kind = 'redaction' AND sequence = (SELECT MAX(sequence) FROM commits WHERE scope = chain)
    ORDER BY position DESC LIMIT 1;
    UPDATE entries SET text = NULL, counterparty = NULL, salt = ''
    FROM jsonb_array_elements(told -> 'entries') AS span
    WHERE project = chain AND number BETWEEN (span ->> 0)::BIGINT AND (span ->> 1)::BIGINT;
    UPDATE commits SET author = '', message = '', salt = ''
    WHERE scope = chain AND sequence IN (
        SELECT value::BIGINT FROM jsonb_array_elements_text(COALESCE(told -> 'commits', '[]'))
    );
END
$$;

REVOKE EXECUTE ON FUNCTION take_out_words FROM PUBLIC;

-- Rows. Whoever made the book is held by none of this; everybody else sees and writes what the table of members says.
ALTER TABLE commits ENABLE ROW LEVEL SECURITY;
ALTER TABLE facts ENABLE ROW LEVEL SECURITY;
ALTER TABLE entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE totals ENABLE ROW LEVEL SECURITY;
ALTER TABLE totals_by_year ENABLE ROW LEVEL SECURITY;
ALTER TABLE members ENABLE ROW LEVEL SECURITY;

CREATE FUNCTION seen() RETURNS TEXT[] LANGUAGE sql STABLE SET search_path = medfin, pg_temp AS $$
    SELECT array_agg(project) || CASE WHEN count(*) > 0 THEN ARRAY['@book'] END FROM members WHERE login = current_user
$$;

CREATE FUNCTION sees_all() RETURNS BOOLEAN LANGUAGE sql STABLE SET search_path = medfin, pg_temp AS $$
    SELECT EXISTS (SELECT FROM members WHERE login = current_user AND project = '')
$$;

CREATE FUNCTION written() RETURNS TEXT[] LANGUAGE sql STABLE SET search_path = medfin, pg_temp AS $$
    SELECT array_agg(project) FROM members WHERE login = current_user AND role = 'economist'
$$;

CREATE FUNCTION writes_all() RETURNS BOOLEAN LANGUAGE sql STABLE SET search_path = medfin, pg_temp AS $$
    SELECT EXISTS (SELECT FROM members WHERE login = current_user AND role = 'treasurer')
$$;

-- The functions are asked once a statement, not once a row.
CREATE POLICY see ON commits FOR SELECT USING ((SELECT sees_all()) OR scope = ANY ((SELECT seen())::TEXT[]));
CREATE POLICY see ON facts FOR SELECT USING ((SELECT sees_all()) OR scope = ANY ((SELECT seen())::TEXT[]));
CREATE POLICY see ON entries FOR SELECT USING ((SELECT sees_all()) OR project = ANY ((SELECT seen())::TEXT[]));
CREATE POLICY see ON totals FOR SELECT USING ((SELECT sees_all()) OR project = ANY ((SELECT seen())::TEXT[]));
CREATE POLICY see ON totals_by_year FOR SELECT
USING ((SELECT sees_all()) OR project = ANY ((SELECT seen())::TEXT[]));
CREATE POLICY see ON members FOR SELECT USING (login = current_user);

CREATE POLICY go_on ON commits FOR INSERT WITH CHECK (
    (SELECT writes_all()) OR scope = ANY ((SELECT written())::TEXT[])
);
CREATE POLICY go_on ON facts FOR INSERT WITH CHECK (
    (SELECT writes_all()) OR scope = ANY ((SELECT written())::TEXT[])
);
CREATE POLICY go_on ON entries FOR INSERT WITH CHECK (
    (SELECT writes_all()) OR project = ANY ((SELECT written())::TEXT[])
);
