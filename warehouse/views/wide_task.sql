SELECT * FROM every_task WHERE is_current
