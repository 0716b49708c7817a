-- One row, one page: money, goals, the first five duties' indicators, counts and faults of each current document.
SELECT
    quality.document_id,
    quality.region_code,
    quality.region_name,
    quality.department_id,
    quality.department_name,
    quality.budget_year,
    quality.form,
    money.revenue_yuan,
    money.expenditure_yuan,
    goals.long_goal,
    goals.annual_goal,
    indicators.indicators_count,
    indicators.qualitative_count,
    indicators.first_indicators,
    quality.errors_count,
    quality.warnings_count,
    quality.quality_score
FROM document_quality AS quality
CROSS JOIN LATERAL (
    SELECT
        max(funding.amount_yuan) FILTER (WHERE funding.side = 'revenue') AS revenue_yuan,
        max(funding.amount_yuan) FILTER (WHERE funding.side = 'expenditure') AS expenditure_yuan
    FROM wide_funding AS funding
    WHERE funding.document_id = quality.document_id AND funding.is_total AND funding.stage = 'budget'
) AS money
CROSS JOIN LATERAL (
    SELECT
        max(goal.text_printed) FILTER (WHERE goal.narrative = 'long_goal') AS long_goal,
        max(goal.text_printed) FILTER (WHERE goal.narrative = 'annual_goal') AS annual_goal
    FROM wide_narrative AS goal
    WHERE goal.document_id = quality.document_id
) AS goals
CROSS JOIN LATERAL (
    SELECT
        count(*) AS indicators_count,
        count(*) FILTER (WHERE target.measure = 'qualitative') AS qualitative_count,
        string_agg(target.name_printed || ' ' || target.value_printed, '；' ORDER BY target.importance)
        FILTER (WHERE target.importance <= 5) AS first_indicators
    FROM (
        SELECT
            value.*,
            row_number() OVER (
                ORDER BY
                    coalesce(value.indicator_scope = 'common', false), value.measure IN ('qualitative', 'missing'),
                    value.weight DESC NULLS LAST, value.row_number
            ) AS importance
        FROM wide_indicator_value AS value
        WHERE
            value.document_id = quality.document_id
            AND value.value_role = 'target'
            AND value.horizon = 'annual'
    ) AS target
) AS indicators
