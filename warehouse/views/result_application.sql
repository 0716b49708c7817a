-- Whether a poor result was followed by a smaller budget: the execution and carry-over rates of a year beside the
-- expenditure budgeted for that year and the next. Executed is what the self-evaluation's amounts give (全年执行数 ÷
-- 全年预算数, 财预〔2020〕10号; its line of the total, else its first), else what the indicator states. Poor is below 90 per cent executed, or above 20 per cent carried
-- over (财预〔2018〕34号's 结果应用 asks that results count; the two bounds are those auditors use).
WITH budgets AS NOT MATERIALIZED (
    SELECT * FROM funding_structure WHERE side = 'expenditure' AND is_total AND form <> 'self_evaluation'
),

spent AS NOT MATERIALIZED (
    SELECT DISTINCT ON (executed.region_code, executed.department_id, executed.budget_year)
        executed.region_code,
        executed.department_id,
        executed.budget_year,
        executed.funding_id,
        round(100 * executed.amount_yuan / adjusted.amount_yuan, 2) AS rate
    FROM wide_funding AS executed
    INNER JOIN wide_funding AS adjusted
        ON
            executed.document_id = adjusted.document_id
            AND executed.side = adjusted.side
            AND executed.row_number = adjusted.row_number
    WHERE executed.stage = 'executed' AND adjusted.stage = 'adjusted' AND adjusted.amount_yuan > 0
    ORDER BY
        executed.region_code, executed.department_id, executed.budget_year,
        executed.amount_yuan IS NULL, executed.is_total DESC, executed.row_number, executed.funding_id
),

rates AS NOT MATERIALIZED (
    SELECT
        budget.*,
        coalesce(spent.rate, execution.comparable_value) AS execution_rate,
        CASE WHEN spent.rate IS NULL THEN execution.value_id END AS execution_value_id,
        CASE WHEN spent.rate IS NOT NULL THEN spent.funding_id END AS execution_funding_id,
        carryover.comparable_value AS carryover_rate,
        carryover.value_id AS carryover_value_id
    FROM budgets AS budget
    LEFT JOIN spent
        ON
            budget.region_code = spent.region_code
            AND budget.department_id = spent.department_id
            AND budget.budget_year = spent.budget_year
    LEFT JOIN indicator_result AS execution
        ON
            budget.region_code = execution.region_code
            AND budget.department_id = execution.department_id
            AND budget.budget_year = execution.value_year
            AND execution.indicator_code = 'budget_execution_rate'
    LEFT JOIN indicator_result AS carryover
        ON
            budget.region_code = carryover.region_code
            AND budget.department_id = carryover.department_id
            AND budget.budget_year = carryover.value_year
            AND carryover.indicator_code = 'carryover_rate'
)

SELECT
    budget.region_code,
    budget.region_name,
    budget.department_id,
    budget.department_name,
    budget.budget_year,
    budget.form,
    budget.execution_rate,
    budget.execution_value_id,
    budget.execution_funding_id,
    budget.carryover_rate,
    budget.carryover_value_id,
    budget.amount_yuan,
    next_year.amount_yuan AS next_amount_yuan,
    next_year.amount_yuan - budget.amount_yuan AS next_change_yuan,
    coalesce(budget.execution_rate < 90, false) OR coalesce(budget.carryover_rate > 20, false) AS is_poor_result,
    (coalesce(budget.execution_rate < 90, false) OR coalesce(budget.carryover_rate > 20, false))
    AND next_year.amount_yuan > budget.amount_yuan AS is_raised_all_the_same
FROM rates AS budget
LEFT JOIN budgets AS next_year
    ON
        budget.region_code = next_year.region_code
        AND budget.department_id = next_year.department_id
        AND budget.form = next_year.form
        AND budget.budget_year + 1 = next_year.budget_year
