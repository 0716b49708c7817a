"""Numbered rules over what documents state: one rule is one function, its declaration and its two examples beside it.

M money, V printed values, N names, S sections, L long-term against annual goals, T targets against results,
Y one year against the year before, E self-evaluations. A rule
finds; it never changes or drops a row. What a frame must look like at all is in `contracts.frames`, not here.
"""
