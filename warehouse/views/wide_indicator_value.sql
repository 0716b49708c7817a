SELECT * FROM every_indicator_value WHERE is_current
