"""Reviewed data, not code: regions, departments, indicators, units, qualities, form labels, column names."""
