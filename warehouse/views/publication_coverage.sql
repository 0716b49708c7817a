-- Every department that a region has ever published for, in each year from the region's first to its last: what is
-- there, since when, in which formats; or nothing.
WITH published AS NOT MATERIALIZED (
    SELECT * FROM wide_document
    WHERE state IN ('loaded', 'superseded') AND department_id IS NOT NULL
),

years AS (
    SELECT region_code, min(budget_year) AS first_year, max(budget_year) AS last_year
    FROM published
    GROUP BY region_code
),

expected AS (
    SELECT DISTINCT published.region_code, published.department_id, spanned.budget_year
    FROM published
    INNER JOIN years ON published.region_code = years.region_code
    CROSS JOIN LATERAL generate_series(years.first_year::integer, years.last_year::integer) AS spanned (budget_year)
)

SELECT
    expected.region_code,
    region.region_name,
    expected.department_id,
    department.department_name,
    department.department_function,
    expected.budget_year::smallint AS budget_year,
    count(published.document_id) FILTER (WHERE published.form <> 'self_evaluation') > 0 AS is_published,
    min(published.known_on) FILTER (WHERE published.form <> 'self_evaluation') AS first_known_on,
    string_agg(DISTINCT published.form, ' ' ORDER BY published.form) AS forms,
    string_agg(
        DISTINCT lower(substring(published.source_name FROM '\.([A-Za-z0-9]+)$')), ' '
        ORDER BY lower(substring(published.source_name FROM '\.([A-Za-z0-9]+)$'))
    ) AS formats,
    count(published.document_id) AS documents_count
FROM expected
INNER JOIN dim_region AS region ON expected.region_code = region.region_code
INNER JOIN dim_department AS department ON expected.department_id = department.department_id
LEFT JOIN published
    ON
        expected.region_code = published.region_code
        AND expected.department_id = published.department_id
        AND expected.budget_year = published.budget_year
GROUP BY
    expected.region_code, region.region_name, expected.department_id, department.department_name,
    department.department_function, expected.budget_year
