-- Who wrote a commit is taken out by that one or by whoever looks after the book: somebody else could enter the message
-- with which a colleague has approved as the text of an entry, redact that, and so make forgotten who approved.
CREATE OR REPLACE FUNCTION take_out_words(chain TEXT) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = medfin, pg_temp AS $$
DECLARE
    told JSONB;
BEGIN
    SELECT body INTO told FROM facts
    WHERE scope = chain AND kind = 'redaction' AND sequence = (SELECT MAX(sequence) FROM commits WHERE scope = chain)
    ORDER BY position DESC LIMIT 1;
    UPDATE commits SET author = '', message = '', salt = ''
    WHERE scope = chain AND sequence IN (
        SELECT value::BIGINT FROM jsonb_array_elements_text(COALESCE(told -> 'commits', '[]'))
    ) AND message IN (
        SELECT unnest(ARRAY[text, counterparty])
        FROM entries JOIN jsonb_array_elements(told -> 'entries') AS span
        ON project = chain AND number BETWEEN (span ->> 0)::BIGINT AND (span ->> 1)::BIGINT
    ) AND (author = session_user OR pg_has_role(session_user, current_user, 'USAGE'));
    UPDATE entries SET text = NULL, counterparty = NULL, salt = ''
    FROM jsonb_array_elements(told -> 'entries') AS span
    WHERE project = chain AND number BETWEEN (span ->> 0)::BIGINT AND (span ->> 1)::BIGINT;
END
$$;
