-- Each annual target beside that of the year before, the one before that, and the results of the two years before.
WITH targets AS NOT MATERIALIZED (
    SELECT * FROM judged_indicator_value
    WHERE horizon = 'annual' AND value_role = 'target' AND value_year = budget_year AND is_comparable
)

SELECT
    target.region_code,
    target.region_name,
    target.department_id,
    target.department_name,
    target.department_function,
    target.indicator_code,
    target.indicator_name,
    target.budget_year,
    target.form,
    target.value_id,
    target.value_printed,
    target.comparator,
    target.unit,
    target.direction,
    target.comparable_value,
    last_year.value_id AS last_value_id,
    last_year.value_printed AS last_value_printed,
    last_year.comparable_value AS last_comparable_value,
    target.comparable_value - last_year.comparable_value AS value_change,
    CASE target.direction
        WHEN 'higher' THEN target.comparable_value < last_year.comparable_value
        WHEN 'lower' THEN target.comparable_value > last_year.comparable_value
    END AS is_looser,
    target.comparable_value = last_year.comparable_value
    AND target.comparable_value = year_before.comparable_value AS is_unchanged_three_years,
    last_result.comparable_value AS last_result_value,
    earlier_result.comparable_value AS earlier_result_value,
    CASE target.direction
        WHEN 'higher'
            THEN target.comparable_value < greatest(last_result.comparable_value, earlier_result.comparable_value)
        WHEN 'lower' THEN target.comparable_value > least(last_result.comparable_value, earlier_result.comparable_value)
    END AS is_below_results
FROM targets AS target
LEFT JOIN targets AS last_year
    ON
        target.region_code = last_year.region_code
        AND target.department_id = last_year.department_id
        AND target.indicator_code = last_year.indicator_code
        AND target.budget_year - 1 = last_year.budget_year
LEFT JOIN targets AS year_before
    ON
        target.region_code = year_before.region_code
        AND target.department_id = year_before.department_id
        AND target.indicator_code = year_before.indicator_code
        AND target.budget_year - 2 = year_before.budget_year
LEFT JOIN indicator_result AS last_result
    ON
        target.region_code = last_result.region_code
        AND target.department_id = last_result.department_id
        AND target.indicator_code = last_result.indicator_code
        AND target.budget_year - 1 = last_result.value_year
LEFT JOIN indicator_result AS earlier_result
    ON
        target.region_code = earlier_result.region_code
        AND target.department_id = earlier_result.department_id
        AND target.indicator_code = earlier_result.indicator_code
        AND target.budget_year - 2 = earlier_result.value_year
