"""`jixiao ingest --verify`: what both engines read is counted, and where they differ is kept, once."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa


def test_verify_counts_and_keeps_where_the_engines_differ(
    tmp_path: Path, database_url: str, examples: Path, command: Callable[..., Callable[..., Any]]
) -> None:
    run = command(tmp_path / "home", database_url)
    file = str(examples / "附件1_88ed82.pdf")
    first = run("ingest", file, "--verify", "--json")
    assert first.returncode == 0, first.stderr
    verified = json.loads(first.stdout)["verified"]
    assert (verified["files"], verified["pages"], verified["undecided"]) == (1, 3, [])
    assert {(row["cause"], row["right"]) for row in verified["differences"]} == {
        ("cut", "pdfium"),
        ("not_printed", "pdfium"),
    }
    again = run("ingest", file, "--verify")
    assert "1 个文件 files, 3 页 pages" in again.stdout, again.stderr
    engine = sa.create_engine(database_url)
    with engine.connect() as connection:
        query = "SELECT cause, first_text, second_text, right_engine FROM registry.reading_differences"
        rows = connection.execute(sa.text(query)).all()
    engine.dispose()
    assert len(rows) == sum(row["count"] for row in verified["differences"])
    assert ("cut", "资产管理", "", "pdfium") in rows
