"""Workbooks, in Excel's formats of three ages, as a person sees them."""
