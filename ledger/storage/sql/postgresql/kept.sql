SELECT
    sequence, encode(salt, 'hex'), encode(words, 'hex'),
    project, number, kind, category, source, part, phase, amount_minor, booked_on, belongs_to, paid_on,
    text, counterparty, invoice, voucher_series, voucher_number, account, quantity, unit, vat_minor, vat_treatment,
    evidence_name, evidence_sha256, reverses,
    origin_organisation, origin_fiscal_year, origin_row, origin_occurrence, origin_split
FROM entries
WHERE project = %s AND sequence = %s AND number BETWEEN %s AND %s
ORDER BY number
