"""Reading in processes of its own, so that no file can take the parent, or the other files, with it."""
