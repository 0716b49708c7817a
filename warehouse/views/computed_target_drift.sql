-- Each annual target beside that of the year before, the one before that, and the results of the two years before. One
-- pass: targets and results stand in one list by year, and each looks back one year and two.
WITH stated AS (
    SELECT
        judged.*,
        CASE WHEN value_role = 'target' THEN budget_year ELSE value_year END AS stated_year,
        value_role = 'target' AS is_target
    FROM judged_indicator_value AS judged
    WHERE
        horizon = 'annual'
        AND is_comparable
        AND (value_role IN ('target', 'actual') OR (value_role = 'baseline' AND NOT is_restated_target))
),

-- Of several results of one year the self-evaluation's counts, else the earliest document's.
ranked AS (
    SELECT
        stated.*,
        row_number() OVER (
            PARTITION BY indicator_code, region_code, department_id, is_target, stated_year
            ORDER BY value_role = 'baseline', budget_year, value_id
        ) AS place
    FROM stated
),

looked_back AS (
    SELECT
        ranked.*,
        max(value_id) FILTER (WHERE is_target) OVER last_year AS last_value_id,
        max(value_printed) FILTER (WHERE is_target) OVER last_year AS last_value_printed,
        max(comparable_value) FILTER (WHERE is_target) OVER last_year AS last_comparable_value,
        max(comparable_value) FILTER (WHERE is_target) OVER year_before AS before_last_comparable_value,
        max(comparable_value) FILTER (WHERE NOT is_target) OVER last_year AS last_result_value,
        max(comparable_value) FILTER (WHERE NOT is_target) OVER year_before AS earlier_result_value
    FROM ranked
    WHERE place = 1
    WINDOW
        last_year AS (
            PARTITION BY indicator_code, region_code, department_id
            ORDER BY stated_year RANGE BETWEEN 1 PRECEDING AND 1 PRECEDING
        ),
        year_before AS (
            PARTITION BY indicator_code, region_code, department_id
            ORDER BY stated_year RANGE BETWEEN 2 PRECEDING AND 2 PRECEDING
        )
)

SELECT
    region_code,
    region_name,
    department_id,
    department_name,
    department_function,
    indicator_code,
    indicator_name,
    budget_year,
    form,
    value_id,
    value_printed,
    comparator,
    unit,
    direction,
    comparable_value,
    last_value_id,
    last_value_printed,
    last_comparable_value,
    comparable_value - last_comparable_value AS value_change,
    CASE direction
        WHEN 'higher' THEN comparable_value < last_comparable_value
        WHEN 'lower' THEN comparable_value > last_comparable_value
    END AS is_looser,
    comparable_value = last_comparable_value AND comparable_value = before_last_comparable_value
        AS is_unchanged_three_years,
    last_result_value,
    earlier_result_value,
    CASE direction
        WHEN 'higher' THEN comparable_value < greatest(last_result_value, earlier_result_value)
        WHEN 'lower' THEN comparable_value > least(last_result_value, earlier_result_value)
    END AS is_below_results
FROM looked_back
WHERE is_target
