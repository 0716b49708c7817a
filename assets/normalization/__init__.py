"""Rows to meaning: values, units, names, departments. The printed text stays beside what it was taken to mean."""
