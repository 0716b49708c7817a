SELECT * FROM every_narrative WHERE is_current
