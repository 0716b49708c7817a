"""The closed lists of reasons and faults say everything in both languages."""

import pytest

from contracts.faults import FAULTS
from contracts.reasons import REASONS, Reason


def is_chinese(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


@pytest.mark.parametrize("reason", REASONS.values(), ids=lambda reason: reason.code)
def test_a_reason_says_why_and_what_next_in_both_languages(reason: Reason) -> None:
    assert REASONS[reason.code] is reason
    assert is_chinese(reason.message_zh)
    assert is_chinese(reason.advice_zh)
    assert reason.message_en.isascii()
    assert len(reason.message_en) > 10
    assert reason.advice_en.isascii()
    assert len(reason.advice_en) > 10


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_is_named_in_both_languages(code: str) -> None:
    chinese, english = FAULTS[code]
    assert code.isidentifier()
    assert code.islower()
    assert is_chinese(chinese)
    assert english.isascii()
    assert english[0].islower()
