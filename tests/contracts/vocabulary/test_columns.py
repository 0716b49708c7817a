"""Each description is whole, and none is said twice."""

import re

import pytest

from contracts.vocabulary import columns as vocabulary


def test_every_description_is_written_in_both_languages():
    for description in (*vocabulary.columns().values(), *vocabulary.relations().values()):
        assert re.search("[一-鿿]", description.name_zh), description
        assert re.search("[一-鿿]", description.description_zh), description
        assert re.search("[a-z]", description.description_en), description
        assert not re.search("[一-鿿]", description.description_en), description
        assert description.comment == f"{description.name_zh}：{description.description_zh}"


def test_a_chinese_column_name_fits_into_an_identifier():
    assert max(len(description.words_zh.encode()) for description in vocabulary.columns().values()) <= 63


def test_a_name_described_twice_is_refused(monkeypatch):
    row = {"column": "unit", "name_zh": "计量单位", "description_zh": "单位", "description_en": "unit"}
    monkeypatch.setattr(vocabulary, "rows", lambda table: iter([row, row]))
    with pytest.raises(ValueError, match="twice"):
        vocabulary._read("columns", "column", {})
