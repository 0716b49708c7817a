-- A quarantined document's findings say why it waits, so they stand here beside those of the current versions.
SELECT * FROM every_finding WHERE is_current OR state = 'quarantined'
