"""What one printed value means: the grammar of 指标值, a topic a module.

`parsing` asks the topics in an order that avoids traps: a date before a range (2023.07-2024.01 is no subtraction), a
change before a plain number, words last. Every function is total: a text it cannot read gives None, never an error.
"""

from assets.normalization.values.parsing import parse_value
from assets.normalization.values.value import Value

__all__ = ["Value", "parse_value"]
