"""Wrapped lines join as a clerk would type them; nothing else changes."""

import pytest

from assets.forms.wrapping import joined, unwrap


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("享受一次性求职补贴\n人数", "享受一次性求职补贴人数"),
        ("≥14.32万\n人", "≥14.32万人"),
        ("≥1\n00%", "≥100%"),
        ("亿元GDP\n增速", "亿元GDP增速"),
        ("Internet\nPlus服务", "Internet Plus服务"),
        ("事前 绩效评估完成率", "事前 绩效评估完成率"),
        ("事前 绩效\n评估", "事前 绩效评估"),
        ("“三公”\n\n经费 ", "“三公”经费"),
        ("", ""),
    ],
)
def test_lines_join(printed: str, text: str) -> None:
    assert unwrap(printed) == text


def test_two_halves_join_as_lines_do() -> None:
    assert joined("≥14.32万", "人") == "≥14.32万人"
    assert joined("Internet", "Plus") == "Internet Plus"
    assert joined("", "人") == "人"
