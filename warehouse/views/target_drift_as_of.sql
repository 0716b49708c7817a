SELECT * FROM computed_target_drift_as_of(day, received_by)
