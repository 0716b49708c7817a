"""Wherever a machine's clock stands, the rows are the same: years and days are Shanghai's, versions go by sequence."""

from typing import Any

import pytest

from tests.faults.driver import run
from tests.faults.stage import Stage


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Kiritimati"])
def test_a_machine_in_another_time_zone(stage: Stage, undisturbed: dict[str, Any], zone: str) -> None:
    with stage.place("ingest") as place:
        assert run(place.words, place.environment | {"TZ": zone, "PGTZ": zone}) == 0
        assert place.left() == undisturbed
