"""The morning after a night of runs: what happened, whether it may be published, and the letter that says so."""
