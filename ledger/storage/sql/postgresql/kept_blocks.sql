-- Entries in the blocks that a file keeps them in (`ledger.rules.packed`): those of one commit among 1024 numbers as one
-- row. Whole are those whose numbers follow on each other, whose salts and digests are as long as they should be, and that
-- have neither a salt that a block takes for none nor an empty text, which would be sealed like an absent one; the others
-- are to be looked at one by one.
SELECT block.*
FROM (SELECT DISTINCT number >> 10 AS place FROM entries WHERE project = %s) AS held
CROSS JOIN LATERAL (
    SELECT
        MAX(number) - MIN(number) + 1 = COUNT(*)
        AND bool_and(length(salt) IN (0, 16) AND salt <> decode(repeat('00', 16), 'hex') AND length(words) = 32)
        AND NOT bool_or(
            '' IN (
                category, source, part, phase, paid_on, text, counterparty, invoice, voucher_series, voucher_number,
                account, quantity, unit, vat_treatment, evidence_name, evidence_sha256,
                origin_organisation, origin_fiscal_year, origin_row
            )
        ) IS TRUE AS whole,
        MAX(number) AS last,
        sequence,
        MIN(number) AS first,
        COUNT(*) AS count,
        MIN(booked_on) AS first_day,
        MAX(booked_on) AS last_day,
        convert_to(string_agg(
            concat_ws(
                E'\x1f', kind, COALESCE(category, ''), COALESCE(source, ''), COALESCE(part, ''), COALESCE(phase, ''),
                amount_minor, booked_on, belongs_to, COALESCE(paid_on, ''), COALESCE(invoice, ''),
                COALESCE(voucher_series, ''), COALESCE(voucher_number, ''), COALESCE(account, ''),
                COALESCE(quantity, ''), COALESCE(unit, ''), COALESCE(vat_minor::TEXT, ''),
                COALESCE(vat_treatment, ''), COALESCE(evidence_name, ''), COALESCE(evidence_sha256, ''),
                COALESCE(reverses::TEXT, ''), COALESCE(origin_organisation, ''), COALESCE(origin_fiscal_year, ''),
                COALESCE(origin_row, ''), COALESCE(origin_occurrence::TEXT, ''), COALESCE(origin_split::TEXT, '')
            ) || E'\x1e',
            '' ORDER BY number
        ), 'UTF8') AS lines,
        convert_to(string_agg(concat(text, E'\x1f', counterparty, E'\x1e'), '' ORDER BY number), 'UTF8') AS texts,
        string_agg(CASE WHEN salt = '' THEN decode(repeat('00', 16), 'hex') ELSE salt END, '' ORDER BY number) AS salts,
        string_agg(words, '' ORDER BY number) AS words
    FROM entries
    WHERE project = %s AND number BETWEEN held.place << 10 AND (held.place << 10) + 1023
    GROUP BY sequence
) AS block
ORDER BY held.place, block.first
