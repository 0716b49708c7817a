"""The star schema and the comparisons: what is loaded for people to query."""
