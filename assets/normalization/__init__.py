"""Rows to meaning: values, units, names, departments. The printed text stays beside what it was taken to mean."""

# Raised by hand with every change after which the same printed row may mean something else: what an older version
# made is then stale. What a change of the vocabularies touches, `warehouse.renewal` finds out by itself.
NORMALIZER_VERSION = "normalizer/1"
