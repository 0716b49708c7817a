"""Wherever a machine's clock stands, the rows are the same: years and days are Shanghai's, versions go by sequence."""

from pathlib import Path
from typing import Any

import pytest

from tests.faults.conftest import NewDatabase
from tests.faults.driver import run, state


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Kiritimati"])
def test_a_machine_in_another_time_zone(
    tmp_path: Path, new_database: NewDatabase, some: Path, undisturbed: dict[str, list[Any]], zone: str
) -> None:
    environment = {"JIXIAO_HOME": str(tmp_path), "JIXIAO_WAREHOUSE": new_database(), "TZ": zone, "PGTZ": zone}
    assert run(["ingest", str(some)], environment) == 0
    assert state(environment["JIXIAO_WAREHOUSE"]) == undisturbed
