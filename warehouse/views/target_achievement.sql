-- Planned against actual: 100 is the target met exactly, more is more than was promised. Where lower is better the
-- share is turned round. Below nought, as of a rate of change, there is no share of anything.
SELECT
    target.region_code,
    target.region_name,
    target.department_id,
    target.department_name,
    target.department_function,
    target.indicator_code,
    target.indicator_name,
    target.budget_year,
    target.unit,
    target.direction,
    target.value_id,
    target.value_printed,
    target.comparable_value,
    result.value_id AS result_value_id,
    result.value_printed AS result_printed,
    result.comparable_value AS result_value,
    CASE target.direction
        WHEN 'higher' THEN result.comparable_value >= target.comparable_value
        ELSE result.comparable_value <= target.comparable_value
    END AS is_achieved,
    CASE
        WHEN target.direction = 'higher' AND target.comparable_value > 0 AND result.comparable_value >= 0
            THEN round(100 * result.comparable_value / target.comparable_value, 1)
        WHEN target.direction = 'lower' AND result.comparable_value > 0 AND target.comparable_value >= 0
            THEN round(100 * target.comparable_value / result.comparable_value, 1)
    END AS achievement_rate
FROM judged_indicator_value AS target
INNER JOIN indicator_result AS result
    ON
        target.region_code = result.region_code
        AND target.department_id = result.department_id
        AND target.indicator_code = result.indicator_code
        AND target.budget_year = result.value_year
WHERE
    target.horizon = 'annual'
    AND target.value_role = 'target'
    AND target.value_year = target.budget_year
    AND target.is_comparable
