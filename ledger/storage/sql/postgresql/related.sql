WITH own AS (
    SELECT DISTINCT voucher_number, amount_minor, evidence_sha256
    FROM entries
    WHERE project = ANY (%s)
)
SELECT DISTINCT project
FROM entries
WHERE (voucher_number, amount_minor) IN (SELECT voucher_number, amount_minor FROM own)
OR evidence_sha256 IN (SELECT evidence_sha256 FROM own WHERE evidence_sha256 IS NOT NULL)
OR evidence_sha256 = ANY (%s)
ORDER BY project
