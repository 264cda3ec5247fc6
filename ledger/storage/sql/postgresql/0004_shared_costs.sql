-- Looking for costs that are funded twice asks where else a voucher has its amount, or a file is evidence; that read all
-- entries of the book. A text may be longer than an index takes; those that are, very few, lie in indexes of their own.
CREATE INDEX entries_by_voucher ON entries (voucher_number, amount_minor)
WHERE octet_length(voucher_number) <= 100 AND amount_minor <> 0;
CREATE INDEX entries_by_long_voucher ON entries (amount_minor)
WHERE octet_length(voucher_number) > 100 AND amount_minor <> 0;
CREATE INDEX entries_by_evidence ON entries (evidence_sha256) WHERE octet_length(evidence_sha256) <= 100;
CREATE INDEX entries_by_long_evidence ON entries (project) WHERE octet_length(evidence_sha256) > 100;
