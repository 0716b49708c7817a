"""OFD documents (GB/T 33190)."""
