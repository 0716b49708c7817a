SELECT * FROM every_score WHERE is_current
