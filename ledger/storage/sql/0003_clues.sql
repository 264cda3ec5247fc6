-- By which clues the entries from `first` on may be the same cost as another project's: four bytes a clue, see
-- ledger/rules/financing/clue.py. Looking for costs that are funded twice then reads few projects, not the whole book.
CREATE TABLE clues (
    project TEXT NOT NULL,
    first BIGINT NOT NULL,
    packed BLOB NOT NULL,
    PRIMARY KEY (project, first)
) WITHOUT ROWID;

INSERT INTO clues
SELECT project, MIN(number), packed_clues(voucher_number, amount_minor, evidence_sha256)
FROM entries
GROUP BY project, (number - 1) / 1000;
