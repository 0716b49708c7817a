"""Figures, never tests: ratios within one run and medians. `python -m benchmarks` runs all of them."""
