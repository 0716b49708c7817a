-- Annual targets beside those of the years before: as they were computed after the last load, and on the spot for the
-- departments whose rows have changed since. The condition on the count keeps the second part from being begun at all
-- where there are none.
SELECT known.*
FROM registry.drift_rows AS known
WHERE
    NOT EXISTS (
        SELECT 1 FROM registry.touched_departments AS touched WHERE touched.department_id = known.department_id
    )
UNION ALL
SELECT fresh.*
FROM computed_target_drift AS fresh
WHERE
    (SELECT count(*) FROM registry.touched_departments) > 0
    AND fresh.department_id = ANY(ARRAY(SELECT touched.department_id FROM registry.touched_departments AS touched))
