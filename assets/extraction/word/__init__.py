"""Word documents, of this century's XML and of the one before."""
