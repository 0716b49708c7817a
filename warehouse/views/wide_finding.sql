-- A quarantined document's findings say why it waits, so they stand here beside those of the current versions.
SELECT
    finding.finding_id,
    document.document_sha256,
    region.region_name,
    document.department_name,
    document.budget_year,
    finding.rule_code,
    finding.severity,
    finding.message_zh,
    finding.message_en,
    finding.expected,
    finding.actual,
    finding.difference,
    finding.value_id,
    finding.funding_id,
    finding.page,
    finding.x0,
    finding.top,
    finding.x1,
    finding.bottom,
    finding.place,
    finding.document_id,
    document.region_code,
    document.department_id,
    document.form,
    document.state,
    document.source_name,
    finding.counterpart_id
FROM fact_finding AS finding
INNER JOIN dim_document AS document ON finding.document_id = document.document_id
LEFT JOIN dim_region AS region ON document.region_code = region.region_code
WHERE document.is_current OR document.state = 'quarantined'
