-- Two departments' texts of one kind and year: the pieces that both have over the pieces that either has.
WITH sizes AS NOT MATERIALIZED (
    SELECT region_code, budget_year, form, narrative, department_id, department_name, count(*) AS pieces
    FROM narrative_shingle
    GROUP BY region_code, budget_year, form, narrative, department_id, department_name
),

shared AS NOT MATERIALIZED (
    SELECT
        one.region_code,
        one.budget_year,
        one.form,
        one.narrative,
        one.department_id,
        other.department_id AS other_department_id,
        count(*) AS pieces
    FROM narrative_shingle AS one
    INNER JOIN narrative_shingle AS other
        ON
            one.region_code = other.region_code
            AND one.budget_year = other.budget_year
            AND one.form = other.form
            AND one.narrative = other.narrative
            AND one.shingle = other.shingle
            AND one.department_id < other.department_id
    GROUP BY one.region_code, one.budget_year, one.form, one.narrative, one.department_id, other.department_id
)

SELECT
    shared.region_code,
    shared.budget_year,
    shared.form,
    shared.narrative,
    shared.department_id,
    one.department_name,
    shared.other_department_id,
    other.department_name AS other_department_name,
    round(shared.pieces::numeric / (one.pieces + other.pieces - shared.pieces), 3) AS likeness
FROM shared
INNER JOIN sizes AS one
    ON
        shared.region_code = one.region_code
        AND shared.budget_year = one.budget_year
        AND shared.form = one.form
        AND shared.narrative = one.narrative
        AND shared.department_id = one.department_id
INNER JOIN sizes AS other
    ON
        shared.region_code = other.region_code
        AND shared.budget_year = other.budget_year
        AND shared.form = other.form
        AND shared.narrative = other.narrative
        AND shared.other_department_id = other.department_id
