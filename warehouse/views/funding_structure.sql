-- The budget year's money by item, its share of the side's total, and both against the same form of the year before.
WITH amounts AS NOT MATERIALIZED (
    SELECT
        item.*,
        total.amount_yuan AS side_total_yuan,
        item.amount_yuan / nullif(total.amount_yuan, 0) AS part
    FROM wide_funding AS item
    INNER JOIN wide_funding AS total
        ON
            item.document_id = total.document_id
            AND item.side = total.side
            AND item.fiscal_year = total.fiscal_year
            AND total.is_total
            AND total.stage = 'budget'
    WHERE item.stage = 'budget' AND item.item_code IS NOT NULL AND item.amount_yuan IS NOT NULL
)

SELECT
    amount.region_code,
    amount.region_name,
    amount.department_id,
    amount.department_name,
    amount.department_function,
    amount.budget_year,
    amount.form,
    amount.side,
    amount.item_code,
    amount.item_printed,
    amount.is_total,
    amount.funding_id,
    amount.amount_yuan,
    amount.side_total_yuan,
    round(amount.part, 4) AS computed_share,
    last_year.amount_yuan AS last_amount_yuan,
    amount.amount_yuan - last_year.amount_yuan AS amount_change_yuan,
    round(amount.part - last_year.part, 4) AS share_change
FROM amounts AS amount
LEFT JOIN amounts AS last_year
    ON
        amount.region_code = last_year.region_code
        AND amount.department_id = last_year.department_id
        AND amount.form = last_year.form
        AND amount.side = last_year.side
        AND amount.item_code = last_year.item_code
        AND amount.budget_year - 1 = last_year.budget_year
