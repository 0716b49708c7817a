-- A score from 0 to 100: 40 × conformity, 20 × recognised, 20 × stated, 20 × certain. Conformity is 1 less errors (three
-- each) and warnings (one each) by row, not below 0; the others are shares of rows: indicator recognised, target not
-- left empty, nothing for a person to look at.
WITH counted AS NOT MATERIALIZED (
    SELECT
        document.*,
        rows.rows_count,
        rows.recognised_count,
        rows.targets_count,
        rows.stated_count,
        rows.certain_count,
        found.errors_count,
        found.warnings_count,
        found.notices_count
    FROM wide_document AS document
    CROSS JOIN LATERAL (
        SELECT
            count(*) AS rows_count,
            count(value.indicator_code) AS recognised_count,
            count(*) FILTER (WHERE value.value_role = 'target') AS targets_count,
            count(*) FILTER (WHERE value.value_role = 'target' AND value.measure <> 'missing') AS stated_count,
            count(*) FILTER (WHERE NOT value.is_unsure) AS certain_count
        FROM wide_indicator_value AS value
        WHERE value.document_id = document.document_id
    ) AS rows
    CROSS JOIN LATERAL (
        SELECT
            count(*) FILTER (WHERE finding.severity = 'error') AS errors_count,
            count(*) FILTER (WHERE finding.severity = 'warning') AS warnings_count,
            count(*) FILTER (WHERE finding.severity = 'notice') AS notices_count
        FROM wide_finding AS finding
        WHERE finding.document_id = document.document_id
    ) AS found
    WHERE document.is_current AND rows.rows_count > 0
),

shares AS NOT MATERIALIZED (
    SELECT
        counted.*,
        greatest(0, 1 - (3.0 * errors_count + warnings_count) / rows_count) AS conformity_share,
        recognised_count::numeric / rows_count AS recognised_share,
        coalesce(stated_count::numeric / nullif(targets_count, 0), 0) AS stated_share,
        certain_count::numeric / rows_count AS certain_share
    FROM counted
)

SELECT
    document_id,
    region_code,
    region_name,
    department_id,
    department_name,
    department_function,
    budget_year,
    form,
    rows_count,
    errors_count,
    warnings_count,
    notices_count,
    round(conformity_share, 3) AS conformity_share,
    round(recognised_share, 3) AS recognised_share,
    round(stated_share, 3) AS stated_share,
    round(certain_share, 3) AS certain_share,
    round(40 * conformity_share + 20 * recognised_share + 20 * stated_share + 20 * certain_share, 1) AS quality_score
FROM shares
