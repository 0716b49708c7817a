"""An approval and its adjustment, by the command line: a dry run, both orders, the diff, a day before, a withdrawal."""

import hashlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, make_url, text

from pipelines.command.changes import differences, rehearse
from pipelines.command.ingest import ingest
from pipelines.command.session import Session, open_session
from pipelines.settings import Settings

APPROVAL = Path(__file__).parents[1] / "fixtures" / "versions" / "approval.html"
ADJUSTED = {"63520": "64000", "33335.4": "33815.4"}
Run = Callable[..., Any]


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder with the approval and one with its adjustment, each with a manifest that dates it."""
    folders = {}
    said = APPROVAL.read_text(encoding="gb18030")
    for name, day in (("first", "2019-02-17"), ("adjusted", "2019-07-15")):
        folder = folders[name] = tmp_path_factory.mktemp(name)
        if name == "adjusted":
            for old, new in ADJUSTED.items():
                assert old in said
                said = said.replace(old, new)
        (folder / "page.html").write_text(said, encoding="gb18030")
        (folder / "manifest.csv").write_text(f"file,published_at\npage.html,{day}\n", encoding="utf-8")
    return folders


def held(engine: Engine) -> dict[str, list[str]]:
    """Every row of every table, with the place and transaction that wrote it, and every sequence."""
    tables = "SELECT table_schema || '.' || table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE' "
    tables += "AND table_schema IN ('public', 'registry', 'dagster') ORDER BY 1"
    with engine.connect() as connection:
        found = {
            name: sorted(map(str, connection.execute(text(f"SELECT ctid, xmin, * FROM {name}"))))
            for name in connection.scalars(text(tables))
        }
        found["sequences"] = sorted(map(str, connection.execute(text("SELECT * FROM pg_sequences"))))
    return found


def files(home: Path) -> dict[str, str]:
    return {
        path.relative_to(home).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in home.rglob("*")
        if path.is_file()
    }


def spoken(engine: Engine) -> dict[str, list[str]]:
    """What the warehouse says, now and on days before, but for when it was told so."""
    views = ("wide_indicator_value", "wide_funding", "wide_narrative")
    days = ("2019-02-16", "2019-06-30", "2019-07-15")
    asked = {f"{view} ": view for view in views}
    asked |= {f"{view} {day}": f"{view}_as_of('{day}')" for view in views for day in days}
    with engine.connect() as connection:
        found = {
            name: sorted(map(str, connection.execute(text(f"SELECT * FROM {relation}"))))
            for name, relation in asked.items()
        }
        facts = ("fact_indicator_value", "fact_funding", "fact_narrative", "fact_finding")
        return found | {fact: sorted(map(str, connection.execute(text(f"SELECT * FROM {fact}")))) for fact in facts}


@pytest.fixture
def installation(tmp_path: Path) -> Callable[[str], AbstractContextManager[Session]]:
    """Opens an installation on a database, in this process."""
    return lambda url: open_session(Settings(home=tmp_path / make_url(url).database, warehouse=url))


def test_a_dry_run_writes_nothing_and_both_orders_end_alike(
    papers: dict[str, Path],
    installation: Callable[[str], AbstractContextManager[Session]],
    database_url: str,
    module_database: str,
    command: Callable[..., Run],
) -> None:
    with installation(database_url) as session:
        ingest(session, [papers["first"]])
        before = held(session.engine), files(session.settings.home)
        summary, changes = rehearse(session, partial(ingest, paths=[papers["adjusted"]]))
        assert (held(session.engine), files(session.settings.home)) == before
        money = {(one.name, one.section, one.before, one.after) for one in changes if one.relation == "funding"}
        assert money == {
            ("财政拨款", "revenue budget 2019", "63520 100%", "64000 100%"),
            ("合计", "revenue budget 2019", "63520 100%", "64000 100%"),
            ("合计", "expenditure budget 2019", "63520 100%", "64000 100%"),
            ("特定目标类项目支出", "expenditure budget 2019", "33335.4 52.48%", "33815.4 52.48%"),
        }
        assert (summary["loaded"], summary["restated"]) == (1, 1)
        ingest(session, [papers["adjusted"]])
        assert differences(session, "2", None) == differences(session, "1", "2") == changes
        with session.engine.connect() as connection:
            ids = connection.scalars(text("SELECT document_id FROM dim_document ORDER BY document_version")).all()
        assert [one.after for one in differences(session, *ids)] == [one.after for one in changes]
        for words in ((ids[0], "1"), (ids[0], None), ("99", None), (ids[0], "f" * 16)):
            with pytest.raises(ValueError, match=r"name two documents|no document or load"):
                differences(session, *words)
        there = spoken(session.engine)
    with installation(module_database) as session:
        ingest(session, [papers["adjusted"]])
        ingest(session, [papers["first"]])
        assert spoken(session.engine) == there
        assert there["wide_funding 2019-02-16"] == []
        assert any("63520" in row for row in there["wide_funding 2019-06-30"])
        assert there["wide_funding "] == there["wide_funding 2019-07-15"]
        assert not any("63520" in row for row in there["wide_funding "])
        assert command(session.settings.home, module_database)("withdraw", ids[1]).returncode == 0
        assert any("63520" in row for row in spoken(session.engine)["wide_funding "])
