-- Version, state and whether it speaks are those of the day; the rest is what is known of the document now.
SELECT
    document.document_sha256,
    document.source_name,
    region.region_name,
    document.department_name,
    document.budget_year,
    document.form,
    CASE
        WHEN document.withdrawn_on <= day OR document.state NOT IN ('loaded', 'superseded', 'withdrawn') THEN NULL
        ELSE row_number() OVER versions
    END::integer AS document_version,
    spoken.document_id IS NOT NULL AS is_current,
    document.received_at,
    CASE
        WHEN document.state NOT IN ('loaded', 'superseded', 'withdrawn') THEN document.state
        WHEN document.withdrawn_on <= day THEN 'withdrawn'
        WHEN spoken.document_id IS NULL THEN 'superseded'
        ELSE 'loaded'
    END AS state,
    document.pages,
    document.reader,
    document.template,
    document.values_count,
    document.findings_count,
    document.document_id,
    document.region_code,
    document.department_id,
    department.department_function,
    department.department_function_name,
    document.title_printed,
    document.long_until,
    document.source_url,
    document.published_at,
    document.received_sequence,
    document.reason_code,
    document.reason_detail,
    document.loaded_at,
    document.load_id,
    document.made_at,
    document.withdrawn_on,
    document.known_on,
    document.issued_on
FROM dim_document AS document
LEFT JOIN documents_as_of(day, received_by) AS spoken ON document.document_id = spoken.document_id
LEFT JOIN dim_department AS department ON document.department_id = department.department_id
LEFT JOIN dim_region AS region ON document.region_code = region.region_code
WHERE document.known_on <= day AND document.received_at <= received_by
WINDOW
    versions AS (
        PARTITION BY
            document.form, document.department_id, document.budget_year,
            document.state IN ('loaded', 'superseded', 'withdrawn') AND coalesce(document.withdrawn_on > day, true)
        ORDER BY document.issued_on NULLS FIRST, document.made_at NULLS FIRST, document.received_sequence
    )
