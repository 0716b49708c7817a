"""Two hundred spoiled documents of all formats: each ends with a reading or a reason, and none takes the parent along.

`benchmarks.mutations` does the same with thousands.
"""

from collections import Counter

from assets.extraction.cells import Reading, Refusal
from assets.extraction.processes.pool import read_files
from contracts.reasons import REASONS
from tests.drawing.mutations import sound, spoiled

COUNT = 200


def test_every_sound_document_is_read() -> None:
    for kind, outcome in read_files(sound().items(), workers=2):
        assert isinstance(outcome, Reading) or kind == "zip", (kind, outcome)


def test_a_spoiled_document_ends_with_a_reading_or_a_reason() -> None:
    what = {str(number): spoiled(number) for number in range(COUNT)}
    outcomes = dict(read_files(((key, data) for key, (_, data) in what.items()), workers=2))
    assert outcomes.keys() == what.keys()
    reasons = Counter(outcome.reason_code for outcome in outcomes.values() if isinstance(outcome, Refusal))
    assert reasons.keys() <= REASONS.keys()
    crashed = {what[key][0]: one for key, one in outcomes.items() if "crashed" in getattr(one, "reason_code", "")}
    assert not crashed
    assert 20 < reasons.total() < COUNT
