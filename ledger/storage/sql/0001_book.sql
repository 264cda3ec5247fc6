-- The first form of a book. Every table is keyed by scope or project first and no number spans scopes, so the same
-- tables can be split by project over several machines. Days and times are ISO texts, amounts whole minor units.

CREATE TABLE commits (
    scope TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    previous TEXT NOT NULL,
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
    -- A chain cannot fork, whoever writes.
    UNIQUE (scope, previous)
);

CREATE TABLE facts (
    scope TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (scope, sequence, position),
    FOREIGN KEY (scope, sequence) REFERENCES commits (scope, sequence)
);

-- Entries are written before their commit, whose seal they decide, so they do not refer to it; medfin verify compares.
-- There are very many of them: salts and digests are bytes, and the table is its own key.
CREATE TABLE entries (
    project TEXT NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    category TEXT,
    source TEXT,
    part TEXT,
    phase TEXT,
    amount_minor BIGINT NOT NULL,
    booked_on TEXT NOT NULL,
    belongs_to TEXT NOT NULL,
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
    salt BLOB NOT NULL,
    words BLOB NOT NULL,
    PRIMARY KEY (project, number)
) WITHOUT ROWID;

-- Absent values are empty texts here, for NULL is never equal to NULL in a key.
CREATE TABLE totals (
    project TEXT NOT NULL,
    part TEXT NOT NULL,
    phase TEXT NOT NULL,
    category TEXT NOT NULL,
    source TEXT NOT NULL,
    kind TEXT NOT NULL,
    month_booked TEXT NOT NULL,
    month_belongs TEXT NOT NULL,
    sum_minor BIGINT NOT NULL CHECK (sum_minor BETWEEN -1000000000000000 AND 1000000000000000),
    count BIGINT NOT NULL,
    PRIMARY KEY (project, part, phase, category, source, kind, month_booked, month_belongs)
);
