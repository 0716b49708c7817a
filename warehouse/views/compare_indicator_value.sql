-- Departments side by side on one indicator, year, horizon and role. What is not comparable stays in the list with
-- the reason why it has no rank. A prior year's value with a comparator other than eq
-- restates a target, so it is no peer of results. Every window begins with the indicator's code, so that a filter on it
-- reaches the facts.
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
                value.indicator_code, value.department_id, value.budget_year,
                value.value_year, value.horizon, value.value_role
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

placed AS (
    SELECT
        judged.*,
        count(*) OVER peers AS peers_count,
        rank() OVER (peers ORDER BY CASE direction WHEN 'lower' THEN comparable_value ELSE -comparable_value END)
            AS peers_rank,
        row_number() OVER (peers ORDER BY comparable_value) AS peers_position,
        count(*) OVER region_peers AS region_peers_count,
        rank() OVER (region_peers ORDER BY CASE direction WHEN 'lower' THEN comparable_value ELSE -comparable_value END)
            AS region_rank,
        row_number() OVER (region_peers ORDER BY comparable_value) AS region_position
    FROM judged
    WINDOW
        peers AS (
            PARTITION BY
                indicator_code, budget_year, value_year, horizon, value_role, is_restated_target,
                peer_function, unit, measure, direction, obstacle IS NULL
        ),
        region_peers AS (
            PARTITION BY
                indicator_code, budget_year, value_year, horizon, value_role, is_restated_target,
                peer_function, unit, measure, direction, obstacle IS NULL, region_code
        )
),

-- The median is the mean of the one or two values in the middle: exact, where percentile_cont passes through a float.
measured AS (
    SELECT
        placed.*,
        avg(comparable_value) FILTER (WHERE peers_position IN ((peers_count + 1) / 2, (peers_count + 2) / 2)) OVER (
            PARTITION BY
                indicator_code, budget_year, value_year, horizon, value_role, is_restated_target,
                peer_function, unit, measure, direction, obstacle IS NULL
        ) AS peers_median,
        avg(comparable_value) FILTER (
            WHERE region_position IN ((region_peers_count + 1) / 2, (region_peers_count + 2) / 2)
        ) OVER (
            PARTITION BY
                indicator_code, budget_year, value_year, horizon, value_role, is_restated_target,
                peer_function, unit, measure, direction, obstacle IS NULL, region_code
        ) AS region_peers_median
    FROM placed
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
    measured.indicator_code,
    measured.indicator_name,
    measured.indicator_scope,
    measured.budget_year,
    measured.value_year,
    measured.horizon,
    measured.value_role,
    measured.is_restated_target,
    measured.region_code,
    measured.region_name,
    measured.department_id,
    measured.department_name,
    measured.department_function,
    measured.form,
    measured.value_id,
    measured.name_printed,
    measured.value_printed,
    measured.comparator,
    measured.value_low,
    measured.value_high,
    measured.unit,
    measured.measure,
    measured.direction,
    measured.comparable_value,
    measured.obstacle IS NULL AS is_comparable,
    reasons.reason_zh AS incomparable_reason_zh,
    reasons.reason_en AS incomparable_reason_en,
    measured.is_comparator_conflict,
    CASE WHEN measured.obstacle IS NULL THEN measured.peers_count END AS peers_count,
    CASE WHEN measured.obstacle IS NULL THEN trim_scale(measured.peers_median) END AS peers_median,
    CASE WHEN measured.obstacle IS NULL THEN measured.peers_rank END AS peers_rank,
    CASE WHEN measured.obstacle IS NULL THEN measured.region_peers_count END AS region_peers_count,
    CASE WHEN measured.obstacle IS NULL THEN trim_scale(measured.region_peers_median) END AS region_peers_median,
    CASE WHEN measured.obstacle IS NULL THEN measured.region_rank END AS region_rank
FROM measured
LEFT JOIN reasons ON measured.obstacle = reasons.obstacle
