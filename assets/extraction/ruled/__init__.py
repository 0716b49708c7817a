"""Ruled pages, whatever drew them: rulings to grids, characters to lines, both to cells."""
