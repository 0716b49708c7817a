-- The texts in pieces of five characters, without the department's own name, digits, marks and blanks.
SELECT DISTINCT
    narrative.region_code,
    narrative.department_id,
    narrative.department_name,
    narrative.budget_year,
    narrative.form,
    narrative.narrative,
    narrative.document_id,
    substr(narrative.folded, place.number, 5) AS shingle
FROM (
    SELECT
        told.*,
        regexp_replace(replace(text_printed, department_name, ''), '[[:space:][:digit:][:punct:]，。；：、（）“”《》]', '', 'g')
            AS folded
    FROM wide_narrative AS told
) AS narrative
CROSS JOIN LATERAL generate_series(1, length(narrative.folded) - 4) AS place (number)
