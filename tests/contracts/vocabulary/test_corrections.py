"""The file of corrections: what a row must say, and that a mistake ends in a line that helps."""

from pathlib import Path

import pytest

from contracts.vocabulary.corrections import COLUMNS, CorrectionError, corrections, read_corrections, take_corrections
from contracts.vocabulary.version import vocabulary_version

SHA = "349f95b9d0f5db24" + "0" * 48
ROW = [SHA, "349f95b9d0f5db24-A012-T2025", "≤20%%", "≤20%", "百分号重复", "李四", "2025-03-01"]


def written(folder: Path, *rows: list[str]) -> Path:
    path = folder / "corrections.csv"
    path.write_text("\n".join(",".join(row) for row in (list(COLUMNS), *rows)), encoding="utf-8")
    return path


def test_a_correction_names_its_cell_and_what_it_expects(tmp_path: Path) -> None:
    (one,) = read_corrections(written(tmp_path, ROW))
    assert (one.document_id, one.cell) == ("349f95b9d0f5db24", "A012-T2025")
    assert one.expects("≤20%\n%")
    assert not one.expects("≤20%")
    (second,) = read_corrections(written(tmp_path, [SHA, "349f95b9d0f5db24-2-F07-A2024", *ROW[2:]]))
    assert (second.document_id, second.cell) == ("349f95b9d0f5db24-2", "F07-A2024")
    (changed,) = read_corrections(written(tmp_path, [SHA, "349f95b9d0f5db24-A012-C2025", *ROW[2:]]))
    assert changed.cell == "A012-C2025"
    assert read_corrections(tmp_path / "none.csv") == ()


@pytest.mark.parametrize(
    ("column", "bad"),
    [
        ("cell_id", "349f95b9d0f5db24"),
        ("cell_id", "ffffffffffffffff-A012-T2025"),
        ("meant", ""),
        ("reason", ""),
        ("reviewer", ""),
        ("corrected_on", "soon"),
    ],
)
def test_a_row_that_cannot_be_relied_on_is_named(tmp_path: Path, column: str, bad: str) -> None:
    row = [bad if name == column else said for name, said in zip(COLUMNS, ROW, strict=True)]
    with pytest.raises(CorrectionError, match="line 2"):
        read_corrections(written(tmp_path, row))


def test_a_file_that_is_no_such_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text("cell,meant\n", encoding="utf-8")
    with pytest.raises(CorrectionError, match="no column"):
        read_corrections(path)
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CorrectionError, match="UTF-8"):
        read_corrections(path)


def test_corrections_that_are_taken_count_and_are_forgotten_again(tmp_path: Path) -> None:
    before, version = corrections(), vocabulary_version()
    taken = read_corrections(written(tmp_path, ROW))
    try:
        take_corrections(taken)
        assert corrections() == before | {ROW[1]: taken[0]}
        assert vocabulary_version() != version
    finally:
        take_corrections(())
    assert (corrections(), vocabulary_version()) == (before, version)
