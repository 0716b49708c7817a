-- Each value with the one number that stands for it, whether that number may be compared, and which of several rows of
-- one department counts: the first of its approval, else of its goal table, declaration, self-evaluation. A prior
-- year's value with a comparator other than eq restates a target, so it is no peer of results.
WITH stated AS (
    SELECT
        value.*,
        indicator.unit AS canonical_unit,
        indicator.measure AS canonical_measure,
        value.value_role = 'baseline' AND coalesce(value.comparator, 'eq') <> 'eq' AS is_restated_target,
        coalesce(
            (value.direction = 'higher' AND value.comparator IN ('le', 'lt'))
            OR (value.direction = 'lower' AND value.comparator IN ('ge', 'gt')),
            false
        ) AS is_comparator_conflict,
        CASE
            WHEN value.measure = 'missing' THEN NULL
            WHEN value.direction = 'lower' THEN coalesce(value.value_high, value.value_low)
            ELSE coalesce(value.value_low, value.value_high)
        END AS comparable_value,
        CASE WHEN value.indicator_scope = 'function' THEN value.department_function END AS peer_function,
        row_number() OVER (
            PARTITION BY
                value.indicator_code, value.region_code, value.department_id, value.budget_year,
                value.value_year, value.horizon, value.value_role,
                value.value_role = 'baseline' AND coalesce(value.comparator, 'eq') <> 'eq'
            ORDER BY
                array_position(ARRAY['approval', 'goal_table', 'declaration', 'self_evaluation'], value.form),
                value.row_number, value.value_id
        ) AS statement_number
    FROM wide_indicator_value AS value
    INNER JOIN dim_indicator AS indicator ON value.indicator_code = indicator.indicator_code
),

judged AS (
    SELECT
        stated.*,
        CASE
            WHEN measure IN ('missing', 'qualitative', 'deadline') THEN measure
            WHEN comparable_value IS NULL THEN 'number'
            WHEN direction IS NULL OR direction NOT IN ('higher', 'lower') THEN 'direction'
            WHEN canonical_unit <> 'none' AND unit IS DISTINCT FROM canonical_unit THEN 'unit'
            WHEN measure <> canonical_measure THEN 'measure'
            WHEN indicator_scope = 'function' AND peer_function IS NULL THEN 'function'
            WHEN statement_number > 1 THEN 'repeated'
        END AS obstacle
    FROM stated
),

reasons (obstacle, reason_zh, reason_en) AS (
    VALUES
    ('missing', '未填写指标值', 'no value is stated'),
    ('qualitative', '定性指标值，不排名', 'the value is qualitative'),
    ('deadline', '时限指标值，不排名', 'the value is a deadline'),
    ('number', '没有可比较的数值', 'no number could be read'),
    ('direction', '该指标没有高低优劣之分', 'neither higher nor lower is better for this indicator'),
    ('unit', '计量单位与该指标的规范单位不同', 'its unit is not the indicator''s'),
    ('measure', '指标值类型与该指标不同', 'its measure is not the indicator''s'),
    ('function', '部门职能类别未识别，无法确定同类部门', 'the department''s function is not known, so neither are its peers'),
    ('repeated', '同一部门已有一行参与排名', 'another row of the same department is ranked')
)

SELECT
    judged.value_id,
    judged.document_id,
    judged.region_code,
    judged.region_name,
    judged.department_id,
    judged.department_name,
    judged.department_function,
    judged.budget_year,
    judged.form,
    judged.horizon,
    judged.row_number,
    judged.indicator_code,
    judged.indicator_name,
    judged.indicator_scope,
    judged.name_printed,
    judged.value_year,
    judged.value_role,
    judged.value_printed,
    judged.comparator,
    judged.value_low,
    judged.value_high,
    judged.unit,
    judged.measure,
    judged.direction,
    judged.is_restated_target,
    judged.is_comparator_conflict,
    judged.comparable_value,
    judged.peer_function,
    judged.statement_number,
    -- As a CASE the planner takes it for half of the rows; IS NULL it would take for one in two hundred.
    CASE WHEN judged.obstacle IS NULL THEN true ELSE false END AS is_comparable,
    reasons.reason_zh AS incomparable_reason_zh,
    reasons.reason_en AS incomparable_reason_en
FROM judged
LEFT JOIN reasons ON judged.obstacle = reasons.obstacle
