-- The conditions on lengths and amounts are those of the indexes that answer this (see 0004_shared_costs.sql).
WITH own AS (
    SELECT DISTINCT voucher_number, amount_minor
    FROM entries
    WHERE project = ANY (%s) AND voucher_number <> '' AND amount_minor <> 0
), shown AS (
    SELECT evidence_sha256
    FROM entries
    WHERE project = ANY (%s) AND evidence_sha256 <> ''
    UNION
    SELECT unnest(%s::TEXT[])
)
SELECT e.project
FROM own JOIN entries e ON e.voucher_number = own.voucher_number AND e.amount_minor = own.amount_minor
WHERE octet_length(e.voucher_number) <= 100 AND e.amount_minor <> 0
UNION
SELECT e.project
FROM own JOIN entries e ON e.voucher_number = own.voucher_number AND e.amount_minor = own.amount_minor
WHERE octet_length(e.voucher_number) > 100 AND e.amount_minor <> 0
UNION
SELECT e.project
FROM shown JOIN entries e ON e.evidence_sha256 = shown.evidence_sha256
WHERE octet_length(e.evidence_sha256) <= 100
UNION
SELECT e.project
FROM shown JOIN entries e ON e.evidence_sha256 = shown.evidence_sha256
WHERE octet_length(e.evidence_sha256) > 100
ORDER BY project
