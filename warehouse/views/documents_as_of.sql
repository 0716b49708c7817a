-- The documents that spoke on a day: of those known by then and not yet withdrawn, the last of each form, department and
-- budget year. It is asked for each document, not sorted over all, so that a filter on a few documents stays quick.
SELECT document.document_id
FROM dim_document AS document
WHERE
    document.state IN ('loaded', 'superseded', 'withdrawn')
    AND document.known_on <= day
    AND document.received_at <= received_by
    AND coalesce(document.withdrawn_on > day, true)
    AND NOT EXISTS (
        SELECT 1
        FROM dim_document AS later
        WHERE
            later.department_id = document.department_id
            AND later.form = document.form
            AND later.budget_year = document.budget_year
            AND later.state IN ('loaded', 'superseded', 'withdrawn')
            AND later.known_on <= day
            AND later.received_at <= received_by
            AND coalesce(later.withdrawn_on > day, true)
            AND (
                coalesce(later.issued_on, '-infinity'), coalesce(later.made_at, '-infinity'), later.received_sequence
            ) > (
                coalesce(document.issued_on, '-infinity'),
                coalesce(document.made_at, '-infinity'),
                document.received_sequence
            )
    )
