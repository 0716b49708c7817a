"""The rule book says every rule in both languages, and docs/ holds the current one."""

import subprocess
import sys
from pathlib import Path

import pytest

from contracts.rules.book import FILES, rule_book, write
from contracts.rules.catalogue import RULES

DOCS = Path(__file__).parents[3] / "docs"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_rule_is_in_the_book(language: str) -> None:
    book = rule_book(language)
    for rule in RULES:
        assert f"## {rule.code} {rule.title_zh if language == 'zh' else rule.title_en}\n" in book
        assert (rule.about_zh if language == "zh" else rule.about_en) in book
        assert f"| {rule.code} | {rule.severity} |" in book


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_book_in_docs_is_current(language: str) -> None:
    assert (DOCS / FILES[language]).read_text(encoding="utf-8") == rule_book(language), "run make docs"


def test_both_books_are_written(tmp_path: Path) -> None:
    write(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(FILES.values())


def test_a_wrong_call_says_how_to_call_it() -> None:
    called = subprocess.run([sys.executable, "-m", "contracts.rules.book"], capture_output=True, text=True, check=False)
    assert (called.returncode, called.stderr) == (1, "usage: python -m contracts.rules.book DIR\n")
