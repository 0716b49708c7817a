-- What came out, one row a department, indicator and year: what the self-evaluation states, else what the next
-- document repeats as the prior year's result.
WITH results AS (
    SELECT
        judged.*,
        row_number() OVER (
            PARTITION BY region_code, department_id, indicator_code, value_year
            ORDER BY value_role = 'baseline', budget_year, value_id
        ) AS result_number
    FROM judged_indicator_value AS judged
    WHERE
        horizon = 'annual'
        AND is_comparable
        AND (value_role = 'actual' OR (value_role = 'baseline' AND NOT is_restated_target))
)

SELECT
    value_id,
    region_code,
    region_name,
    department_id,
    department_name,
    department_function,
    budget_year,
    form,
    indicator_code,
    indicator_name,
    value_year,
    value_role,
    value_printed,
    unit,
    measure,
    direction,
    comparable_value
FROM results
WHERE result_number = 1
