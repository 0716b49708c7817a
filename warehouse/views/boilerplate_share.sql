-- How much of a text stands in the texts of at least half of the region's departments, three at least.
WITH spread AS (
    SELECT
        shingles.*,
        count(*) OVER (PARTITION BY region_code, budget_year, form, narrative, shingle) AS departments_with
    FROM (SELECT DISTINCT * FROM narrative_shingle) AS shingles
),

sized AS (
    SELECT
        spread.*,
        dense_rank() OVER (PARTITION BY region_code, budget_year, form, narrative ORDER BY department_id)
        + dense_rank() OVER (PARTITION BY region_code, budget_year, form, narrative ORDER BY department_id DESC)
        - 1 AS departments_count
    FROM spread
)

SELECT
    region_code,
    department_id,
    department_name,
    budget_year,
    form,
    narrative,
    document_id,
    departments_count,
    round(
        count(*) FILTER (WHERE departments_with >= 3 AND 2 * departments_with >= departments_count)::numeric / count(*), 3
    ) AS boilerplate_share
FROM sized
GROUP BY region_code, department_id, department_name, budget_year, form, narrative, document_id, departments_count
