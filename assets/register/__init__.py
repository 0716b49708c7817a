"""Which documents exist: the archive of their bytes, and who and when each of them speaks of."""
