-- The texts in pieces of five characters, without the department's own name, digits, marks and blanks. Of a longer text
-- the first 4,000 characters count: cutting out each piece counts from the start, so the work grows with the square.
-- OFFSET 0 keeps the planner from folding the text anew for each piece.
SELECT DISTINCT
    told.region_code,
    told.department_id,
    told.department_name,
    told.budget_year,
    told.form,
    told.narrative,
    told.document_id,
    substr(folded.text_folded, place.number, 5) AS shingle
FROM wide_narrative AS told
CROSS JOIN
    LATERAL (
        SELECT
            regexp_replace(
                replace(left(told.text_printed, 4000), told.department_name, ''),
                '[[:space:][:digit:][:punct:]，。；：、（）“”《》]', '', 'g'
            ) AS text_folded
        OFFSET 0
    ) AS folded
CROSS JOIN LATERAL generate_series(1, length(folded.text_folded) - 4) AS place (number)
