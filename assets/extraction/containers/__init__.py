"""Files within files: archives, packages of XML parts, compound files."""
