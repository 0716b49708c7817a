"""Rows to meaning: values, units, names, departments. The printed text stays beside what it was taken to mean."""

# Raised by hand with every change after which the same printed row may mean something else: what an older version
# made is then stale. `contracts/vocabulary` counts as part of it.
NORMALIZER_VERSION = "normalizer/1"
