"""Cells to rows as printed: which form this is, its sections, its rows over page breaks."""
