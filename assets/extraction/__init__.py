"""Bytes to cells: readers of each file format behind one cell interface. Which form it is, is not asked here."""
