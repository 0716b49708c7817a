-- A region's own target beside the sum of those of the regions below it, of departments of the same function.
WITH targets AS NOT MATERIALIZED (
    SELECT judged.*, region.parent_code
    FROM judged_indicator_value AS judged
    INNER JOIN dim_region AS region ON judged.region_code = region.region_code
    WHERE
        horizon = 'annual'
        AND value_role = 'target'
        AND value_year = budget_year
        AND is_comparable
        AND measure IN ('quantity', 'money')
)

SELECT
    own.indicator_code,
    own.indicator_name,
    own.budget_year,
    own.region_code,
    own.region_name,
    own.department_id,
    own.department_name,
    own.unit,
    own.value_id,
    own.comparable_value,
    count(below.value_id) AS below_count,
    (
        SELECT count(*) FROM dim_region AS region
        WHERE region.parent_code = own.region_code AND coalesce(region.valid_until >= own.budget_year, true)
    ) AS below_regions_count,
    sum(below.comparable_value) AS below_sum,
    sum(below.comparable_value) - own.comparable_value AS below_difference
FROM targets AS own
INNER JOIN targets AS below
    ON
        own.region_code = below.parent_code
        AND own.indicator_code = below.indicator_code
        AND own.budget_year = below.budget_year
        AND own.department_function IS NOT DISTINCT FROM below.department_function
GROUP BY
    own.indicator_code, own.indicator_name, own.budget_year, own.region_code, own.region_name, own.department_id,
    own.department_name, own.unit, own.value_id, own.comparable_value
