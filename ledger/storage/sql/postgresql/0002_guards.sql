-- What the first form still let through, and who may tell what is granted.

-- Whoever has a table of his own could put a trigger on it that runs what keeps the totals, and so add to anybody's.
REVOKE EXECUTE ON FUNCTION
    add_to_totals, require_whole_commits, go_on_from_head, refuse_change, lose_words_only
FROM PUBLIC;

-- A fact belongs to the commit that its writer has just made: nobody speaks in another's commit.
CREATE FUNCTION wrote_last(chain TEXT, at BIGINT) RETURNS BOOLEAN LANGUAGE sql STABLE SET search_path = medfin, pg_temp AS $$
    SELECT author = current_user AND sequence = at FROM commits WHERE scope = chain ORDER BY sequence DESC LIMIT 1
$$;

ALTER POLICY go_on ON facts WITH CHECK (
    ((SELECT writes_all()) OR scope = ANY ((SELECT written())::TEXT[])) AND wrote_last(scope, sequence)
);

-- Only whoever looks after the book tells its chain who may do what.
ALTER POLICY go_on ON commits WITH CHECK (
    kind <> 'access' AND ((SELECT writes_all()) OR scope = ANY ((SELECT written())::TEXT[]))
);

-- Who wrote a commit is forgotten only where its message repeats the words that go.
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
    );
    UPDATE entries SET text = NULL, counterparty = NULL, salt = ''
    FROM jsonb_array_elements(told -> 'entries') AS span
    WHERE project = chain AND number BETWEEN (span ->> 0)::BIGINT AND (span ->> 1)::BIGINT;
END
$$;
