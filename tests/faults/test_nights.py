"""Two nights at the same time, and a night without room for the files of its feeds."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

from tests.faults.conftest import Mount
from tests.faults.driver import FACTS, ended, run, start
from tests.faults.stage import Place, Stage


def test_a_night_that_begins_while_another_is_at_work(stage: Stage, some: Path, undisturbed: dict[str, Any]) -> None:
    with stage.place("ingest") as place:
        shutil.copytree(some, place.home / "inbox")
        children = [start(["night"], place.environment) for _ in range(2)]
        assert [ended(child) for child in children] == [0, 0]
        assert_facts(place, undisturbed)


def test_no_room_for_the_files_of_a_feed(
    stage: Stage, some: Path, undisturbed: dict[str, Any], mount: Mount, tmp_path: Path
) -> None:
    """What there is no room for is named and left to the next night; the rest is taken in."""
    small, said = mount("40k"), tmp_path / "said"
    with stage.place("ingest") as place:
        shutil.copytree(some, place.home / "inbox")
        (place.home / "spool").symlink_to(small)
        assert run(["night"], place.environment | {"SAID": str(said)}) == 0
        (report,) = (place.home / "reports").glob("*.md")
        assert "No space left on device" in report.read_text(encoding="utf-8")
        assert sorted(row[1] for row in place.left()["dim_document"]) == ["empty.pdf"]
        assert list((small / "files").parent.rglob("*.pdf")) == []
        subprocess.run(["mount", "-o", "remount,size=64m", str(small)], check=True)
        assert run(["night"], place.environment) == 0
        assert_facts(place, undisturbed)


def assert_facts(place: Place, whole: dict[str, Any]) -> None:
    """Every row but those of sources, for the feed has its own names for files."""
    found = place.left()
    assert {table: found[table] for table in FACTS} == {table: whole[table] for table in FACTS}
    assert len(found["dim_document"]) == len(whole["dim_document"])
