-- Entries by the block: up to a thousand or some more of one commit as one row, in the very bytes that are sealed; see
-- ledger/rules/packed.py. The days stand beside them so that a report of some days need not open all blocks.
CREATE TABLE blocks (
    project TEXT NOT NULL,
    number BIGINT NOT NULL,
    sequence BIGINT NOT NULL,
    count BIGINT NOT NULL,
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    lines BLOB NOT NULL,
    texts BLOB NOT NULL,
    salts BLOB NOT NULL,
    words BLOB NOT NULL,
    PRIMARY KEY (project, number)
) WITHOUT ROWID;

-- The table of totals is its own key from now on: half the bytes, and half the time to write them. A total that no book
-- can hold was put there past medfin; it is left out, and a proof tells that it is missing.
CREATE TABLE new_totals (
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
) WITHOUT ROWID;

INSERT OR IGNORE INTO new_totals
SELECT
    project, part, phase, category, source, kind, month_booked, month_belongs, sum_minor, count
FROM totals;

DROP TABLE totals;

ALTER TABLE new_totals RENAME TO totals;
