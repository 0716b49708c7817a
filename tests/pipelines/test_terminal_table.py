"""Tables in a terminal of any width: they line up, break no id, and give way to blocks where there is no room."""

from decimal import Decimal
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from pipelines.command import terminal_table
from pipelines.command.terminal_table import print_table

ID = "997d46664a324c35-A037-T2024"
TITLES = {"name": "部门 department", "value": "目标 as printed", "note": "", "number": "名次 rank", "id": "value_id"}
ROW = {"name": "鄂州市住房和城乡建设局", "value": "≥90%", "note": "", "number": 7, "id": ID}


@pytest.fixture
def printed(monkeypatch, capsys):
    def lines(width, rows, titles=TITLES, caption=""):
        monkeypatch.setattr(terminal_table, "Console", lambda **_: Console(width=width, highlight=False))
        print_table(rows, titles, caption)
        return capsys.readouterr().out.splitlines()

    return lines


def test_all_lines_end_at_one_column_whatever_they_are_written_in(printed):
    lines = printed(90, [ROW, {**ROW, "name": "公安局", "number": Decimal("11.50")}])
    assert {cell_len(line) for line in lines} == {cell_len(lines[0])}
    assert cell_len(lines[0]) <= 90
    assert "11.5" in lines[-1].split()


@pytest.mark.parametrize("width", [200, 100, 80, 60])
def test_an_id_is_never_broken(printed, width):
    lines = printed(width, [ROW])
    assert any(ID in line for line in lines)
    assert max(map(cell_len, lines)) <= width


def test_where_there_is_no_room_each_row_is_a_block_of_all_its_columns(printed):
    lines = printed(50, [ROW, ROW])
    assert [line.split()[0] for line in lines if "─" in line] == ["1", "2"]
    assert sum(title in line for line in lines for title in TITLES.values() if title) == 2 * 4


def test_a_column_without_a_title_is_shown_only_if_it_says_something(printed):
    assert not any("noted" in line for line in printed(120, [ROW]))
    assert any("noted" in line for line in printed(120, [ROW, {**ROW, "note": "noted"}]))


def test_no_rows_are_told_in_words(printed):
    assert printed(80, [], caption="处变更 changes") == ["处变更 changes", "没有记录 no rows"]


@settings(deadline=None)
@given(st.lists(st.lists(st.text(max_size=60), min_size=3, max_size=3), max_size=4), st.integers(20, 200))
def test_nothing_of_a_text_is_lost(rows, width):
    console = Console(width=width, record=True, file=StringIO())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(terminal_table, "Console", lambda **_: console)
        print_table([dict(zip("abc", row, strict=True)) for row in rows], {key: f"列 {key}" for key in "abc"})
    shown = [character for character in console.export_text() if character.isalnum()]
    for character in {character for row in rows for text in row for character in text if character.isalnum()}:
        assert shown.count(character) >= sum(text.count(character) for row in rows for text in row)
