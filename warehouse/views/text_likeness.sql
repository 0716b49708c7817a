-- Two departments' texts of one kind and year: the pieces that both have over the pieces that either has. Each piece
-- lists who has it, and the pairs are counted from the lists: joining the pieces with themselves is left to the planner's
-- guess of their number, and a wrong one compares each with every other.
WITH sized AS NOT MATERIALIZED (
    SELECT
        shingles.*,
        count(*) OVER (PARTITION BY region_code, budget_year, form, narrative, department_id) AS pieces
    FROM narrative_shingle AS shingles
),

listed AS NOT MATERIALIZED (
    SELECT
        region_code,
        budget_year,
        form,
        narrative,
        array_agg(department_id ORDER BY department_id) AS department_ids,
        array_agg(department_name ORDER BY department_id) AS department_names,
        array_agg(pieces ORDER BY department_id) AS sizes
    FROM sized
    GROUP BY region_code, budget_year, form, narrative, shingle
    HAVING count(*) > 1
)

SELECT
    listed.region_code,
    listed.budget_year,
    listed.form,
    listed.narrative,
    one.department_id,
    one.department_name,
    other.department_id AS other_department_id,
    other.department_name AS other_department_name,
    round(count(*)::numeric / (one.pieces + other.pieces - count(*)), 3) AS likeness
FROM listed
CROSS JOIN
    LATERAL unnest(listed.department_ids, listed.department_names, listed.sizes)
    WITH ORDINALITY AS one (department_id, department_name, pieces, place)
INNER JOIN
    LATERAL unnest(listed.department_ids, listed.department_names, listed.sizes)
    WITH ORDINALITY AS other (department_id, department_name, pieces, place)
    ON one.place < other.place
GROUP BY
    listed.region_code, listed.budget_year, listed.form, listed.narrative,
    one.department_id, one.department_name, one.pieces,
    other.department_id, other.department_name, other.pieces
