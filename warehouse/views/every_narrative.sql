SELECT
    document.region_code,
    region.region_name,
    document.department_name,
    department.department_function,
    document.budget_year,
    document.form,
    document.document_sha256,
    document.document_version,
    narrative.narrative,
    narrative.label_printed,
    narrative.text_printed,
    narrative.confidence,
    narrative.is_unsure,
    narrative.page,
    narrative.x0,
    narrative.top,
    narrative.x1,
    narrative.bottom,
    narrative.document_id,
    document.department_id,
    department.department_function_name,
    document.is_current
FROM fact_narrative AS narrative
INNER JOIN dim_document AS document ON narrative.document_id = document.document_id
LEFT JOIN dim_department AS department ON document.department_id = department.department_id
LEFT JOIN dim_region AS region ON document.region_code = region.region_code
