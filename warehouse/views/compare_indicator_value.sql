-- Departments side by side on one indicator, year, horizon and role. What is not comparable stays in the list with
-- the reason why it has no rank. Every window begins with the indicator's code, so that a filter on it reaches the
-- facts. The percentile is the share of peers that are no better, in per cent.
WITH grouped AS (
    SELECT
        judged.*,
        -- One text instead of six columns: a sort of equal rows compares each of its columns every time.
        ARRAY[unit, measure, direction, peer_function, is_restated_target::text, is_comparable::text]::text AS peers,
        CASE direction WHEN 'lower' THEN comparable_value ELSE -comparable_value END AS badness
    FROM judged_indicator_value AS judged
),

placed AS (
    SELECT
        grouped.*,
        count(*) OVER among_all AS peers_count,
        rank() OVER (among_all ORDER BY badness) AS peers_rank,
        row_number() OVER (among_all ORDER BY badness) AS peers_position,
        count(*) OVER in_region AS region_peers_count,
        rank() OVER (in_region ORDER BY badness) AS region_rank,
        row_number() OVER (in_region ORDER BY badness) AS region_position
    FROM grouped
    WINDOW
        among_all AS (PARTITION BY indicator_code, budget_year, value_year, horizon, value_role, peers),
        in_region AS (PARTITION BY indicator_code, budget_year, value_year, horizon, value_role, peers, region_code)
),

-- The median is the mean of the one or two values in the middle, from whichever end one counts: exact, where
-- percentile_cont passes through a float.
measured AS (
    SELECT
        placed.*,
        avg(comparable_value) FILTER (WHERE peers_position IN ((peers_count + 1) / 2, (peers_count + 2) / 2)) OVER (
            PARTITION BY indicator_code, budget_year, value_year, horizon, value_role, peers
        ) AS peers_median,
        avg(comparable_value) FILTER (
            WHERE region_position IN ((region_peers_count + 1) / 2, (region_peers_count + 2) / 2)
        ) OVER (
            PARTITION BY indicator_code, budget_year, value_year, horizon, value_role, peers, region_code
        ) AS region_peers_median
    FROM placed
)

SELECT
    indicator_code,
    indicator_name,
    indicator_scope,
    budget_year,
    value_year,
    horizon,
    value_role,
    is_restated_target,
    region_code,
    region_name,
    department_id,
    department_name,
    department_function,
    form,
    value_id,
    name_printed,
    value_printed,
    comparator,
    value_low,
    value_high,
    unit,
    measure,
    direction,
    comparable_value,
    is_comparable,
    incomparable_reason_zh,
    incomparable_reason_en,
    is_comparator_conflict,
    CASE WHEN is_comparable THEN peers_count END AS peers_count,
    CASE WHEN is_comparable THEN trim_scale(peers_median) END AS peers_median,
    CASE WHEN is_comparable THEN peers_rank END AS peers_rank,
    CASE WHEN is_comparable THEN region_peers_count END AS region_peers_count,
    CASE WHEN is_comparable THEN trim_scale(region_peers_median) END AS region_peers_median,
    CASE WHEN is_comparable THEN region_rank END AS region_rank,
    CASE WHEN is_comparable THEN round(100.0 * (peers_count - peers_rank + 1) / peers_count, 1) END AS peers_percentile
FROM measured
