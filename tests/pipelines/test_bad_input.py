"""Whatever comes in ends loaded or in quarantine with a reason; what cannot be asked for ends as one line."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from pikepdf import Encryption, Pdf

from tests.drawing.content import COLUMNS, Sheet, Writer
from tests.drawing.pages import Manner
from tests.drawing.pdf import drawn

Command = Callable[..., Callable[..., Any]]


class Inventory:
    """A form that nobody described."""

    title = "资产情况表"

    def sheet(self) -> Sheet:
        sheet = Writer()
        for label, text in (("单位名称", "鄂州市民政局"), ("资产总额", "12.5"), ("车辆", "3")):
            sheet.put(0, 2, label)
            sheet.put(2, COLUMNS, text)
            sheet.row += 1
        return Sheet(tuple(sheet.boxes), sheet.row, {})


@pytest.fixture
def inbox(tmp_path: Path, examples: Path) -> Path:
    """A folder with one good document and one of each kind of bad one."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    good = (examples / "2025年部门整体绩效目标批复.pdf").read_bytes()
    (folder / "good.pdf").write_bytes(good)
    (folder / "empty.pdf").write_bytes(b"")
    (folder / "text.pdf").write_text("这不是 PDF", encoding="utf-8")
    (folder / "error.pdf").write_text("<html><body>404</body></html>", encoding="utf-8")
    (folder / "申报表.doc").write_bytes(b"{\\rtf1 x}")
    (folder / "cut.pdf").write_bytes(good[: len(good) // 3])
    with Pdf.open(folder / "good.pdf") as document:
        document.save(folder / "locked.pdf", encryption=Encryption(owner="o", user="u"))
    (folder / "inventory.pdf").write_bytes(drawn([Inventory()], Manner()))
    with Pdf.new() as document:
        document.add_blank_page()
        document.save(folder / "blank.pdf")
    with ZipFile(folder / "several.zip", "w") as archive:
        archive.write(next(examples.glob("2021年*.pdf")), "../../部门/good too.pdf")
        archive.writestr("部门/error.htm", "<html><body>500</body></html>")
        archive.writestr("部门/notes.txt", "notes")
        archive.writestr("部门/manifest.csv", "file\n")
    (folder / "cut.zip").write_bytes((folder / "several.zip").read_bytes()[:500])
    return folder


def test_each_bad_file_has_its_reason_and_the_good_one_is_loaded(
    tmp_path: Path, database_url: str, inbox: Path, command: Command
) -> None:
    run = command(tmp_path / "home", database_url)
    done = run("ingest", str(inbox), "--json")
    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    reasons = {row["source_name"]: row["reason_code"] for row in summary["quarantined"]}
    assert reasons.pop("blank.pdf") in {"no_text", "no_table"}
    assert reasons.pop("cut.pdf") in {"damaged", "no_text", "no_table"}
    assert reasons == {
        "empty.pdf": "empty_file",
        "text.pdf": "not_what_it_says",
        "error.pdf": "not_what_it_says",
        "申报表.doc": "format_unread",
        "locked.pdf": "encrypted",
        "inventory.pdf": "form_unknown",
        "several.zip/部门/error.htm": "no_table",
        "cut.zip": "damaged",
    }
    assert summary["loaded"] + len(summary["quarantined"]) == summary["documents"] == 12
    assert summary["loaded"] == 2
    assert summary["unknown"] == ["several.zip/部门/notes.txt"]

    listed = json.loads(run("quarantine", "list", "--json").stdout)
    assert len(listed) == 10
    (inventory,) = (row for row in listed if row["source_name"] == "inventory.pdf")
    assert inventory["reason_detail"] == "资产情况表 | 单位名称 | 资产总额 | 车辆"
    assert inventory["template"].startswith("unknown_")
    assert all(row["reason"] and row["advice"] for row in listed)
    shown = json.loads(run("quarantine", "show", inventory["document_id"], "--json").stdout)
    assert inventory.items() <= shown.items()
    assert [source["source_name"] for source in shown["sources"]] == ["inventory.pdf"]
    again = run("quarantine", "replay")
    assert "10 documents were tried again: 0 left the quarantine" in again.stdout, again.stderr


def test_a_folder_without_files_is_no_fault(tmp_path: Path, database_url: str, command: Command) -> None:
    (tmp_path / "nothing").mkdir()
    done = command(tmp_path / "home", database_url)("ingest", str(tmp_path / "nothing"))
    assert done.returncode == 0, done.stderr
    assert "no file of a known kind" in done.stdout


def test_an_unreachable_warehouse_is_one_line_without_the_password(tmp_path: Path, command: Command) -> None:
    done = command(tmp_path / "home", "postgresql://someone:secret-word@127.0.0.1:9/none")("status")
    assert done.returncode == 1
    assert done.stderr.startswith("jixiao: cannot reach the warehouse")
    assert len(done.stderr.strip().splitlines()) == 1
    assert "secret-word" not in done.stderr
