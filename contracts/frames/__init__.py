"""One pandera model for each boundary that a frame crosses, in the order in which data flows.

documents → cells → printed → normalized → findings. A frame that reaches a boundary has been parsed already:
these models check, they never coerce, drop or mend.
"""
