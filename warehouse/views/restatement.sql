-- One fact stated by two documents, the earlier year's and a later one's: an amount of a fiscal year, a target, a
-- result. The two agree when their rounding intervals overlap, as in `contracts.rules.bounds`: each number stands for
-- half a unit of its last printed digit on either side. Of amounts it is the document's finest digit, for the system
-- that prints the form drops closing noughts.
WITH facts AS NOT MATERIALIZED (
    SELECT
        'funding' AS subject,
        funding_id AS row_id,
        region_code,
        region_name,
        department_id,
        department_name,
        budget_year,
        form,
        fiscal_year AS value_year,
        side || ' ' || item_code AS fact_code,
        item_printed AS fact_name,
        amount_printed AS printed,
        amount_yuan AS stated_number,
        '元' AS unit
    FROM wide_funding
    WHERE item_code IS NOT NULL AND amount_yuan IS NOT NULL
    UNION ALL
    SELECT
        CASE WHEN value_role = 'target' OR is_restated_target THEN 'target' ELSE 'result' END,
        value_id,
        region_code,
        region_name,
        department_id,
        department_name,
        budget_year,
        form,
        value_year,
        indicator_code,
        indicator_name,
        value_printed,
        comparable_value,
        unit
    FROM judged_indicator_value
    WHERE horizon = 'annual' AND is_comparable
),

measured AS NOT MATERIALIZED (
    SELECT
        facts.*,
        length(coalesce(substring(printed FROM '\.([0-9]+)'), '')) AS decimals,
        replace(substring(printed FROM '[0-9][0-9,]*(?:\.[0-9]+)?'), ',', '')::numeric AS printed_number
    FROM facts
),

rounded AS NOT MATERIALIZED (
    SELECT
        measured.*,
        power(
            10::numeric,
            -CASE subject
                WHEN 'funding' THEN max(decimals) OVER (PARTITION BY region_code, department_id, subject, budget_year, form)
                ELSE decimals
            END
        ) / 2
        * CASE
            WHEN printed_number <> 0 THEN abs(stated_number) / printed_number
            WHEN subject = 'funding' THEN 10000
            ELSE 1
        END AS half_step
    FROM measured
)

SELECT
    later.subject,
    later.region_code,
    later.region_name,
    later.department_id,
    later.department_name,
    later.fact_code,
    later.fact_name,
    later.value_year,
    later.unit,
    earlier.budget_year AS earlier_budget_year,
    earlier.row_id AS earlier_id,
    earlier.printed AS earlier_printed,
    earlier.stated_number AS earlier_number,
    later.budget_year,
    later.row_id AS later_id,
    later.printed AS later_printed,
    later.stated_number AS later_number,
    trim_scale(later.stated_number - earlier.stated_number) AS number_change,
    abs(later.stated_number - earlier.stated_number) < earlier.half_step + later.half_step AS is_agreeing
FROM rounded AS later
INNER JOIN rounded AS earlier
    ON
        later.region_code = earlier.region_code
        AND later.department_id = earlier.department_id
        AND later.subject = earlier.subject
        AND later.fact_code = earlier.fact_code
        AND later.value_year = earlier.value_year
        AND later.unit IS NOT DISTINCT FROM earlier.unit
        AND later.budget_year > earlier.budget_year
