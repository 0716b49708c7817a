SELECT * FROM every_funding WHERE is_current
