-- Whether a poor result was followed by a smaller budget: the execution and carry-over rates of a year beside the
-- expenditure budgeted for that year and the next. Poor is below 90 per cent executed, or above 20 per cent carried
-- over (财预〔2018〕34号's 结果应用 asks that results count; the two bounds are those auditors use).
WITH budgets AS NOT MATERIALIZED (
    SELECT * FROM funding_structure WHERE side = 'expenditure' AND is_total AND form <> 'self_evaluation'
)

SELECT
    budget.region_code,
    budget.region_name,
    budget.department_id,
    budget.department_name,
    budget.budget_year,
    budget.form,
    execution.comparable_value AS execution_rate,
    execution.value_id AS execution_value_id,
    carryover.comparable_value AS carryover_rate,
    carryover.value_id AS carryover_value_id,
    budget.amount_yuan,
    next_year.amount_yuan AS next_amount_yuan,
    next_year.amount_yuan - budget.amount_yuan AS next_change_yuan,
    coalesce(execution.comparable_value < 90, false) OR coalesce(carryover.comparable_value > 20, false) AS is_poor_result,
    (coalesce(execution.comparable_value < 90, false) OR coalesce(carryover.comparable_value > 20, false))
    AND next_year.amount_yuan > budget.amount_yuan AS is_raised_all_the_same
FROM budgets AS budget
LEFT JOIN budgets AS next_year
    ON
        budget.region_code = next_year.region_code
        AND budget.department_id = next_year.department_id
        AND budget.form = next_year.form
        AND budget.budget_year + 1 = next_year.budget_year
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
