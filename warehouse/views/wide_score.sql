SELECT
    score.score_id,
    score.region_code,
    region.region_name,
    document.department_name,
    department.department_function,
    score.budget_year,
    score.form,
    document.document_sha256,
    document.document_version,
    score.row_number,
    score.subject_printed,
    score.is_total,
    score.rate_printed,
    score.weight_printed,
    score.score_printed,
    score.rate,
    score.weight,
    score.score,
    score.page,
    score.x0,
    score.top,
    score.x1,
    score.bottom,
    score.document_id,
    score.department_id,
    department.department_function_name,
    score.faults,
    score.confidence,
    score.is_unsure
FROM fact_score AS score
INNER JOIN dim_document AS document ON score.document_id = document.document_id AND document.is_current
INNER JOIN dim_department AS department ON score.department_id = department.department_id
INNER JOIN dim_region AS region ON score.region_code = region.region_code
