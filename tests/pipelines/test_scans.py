"""A scan from its file to the warehouse: what was read for sure, and a finding for each value that was not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from tests.assets.extraction.scans.small_approval import APPROVAL, SCAN

Command = Callable[..., Callable[..., Any]]


def test_a_scan_is_loaded_and_what_is_not_sure_is_found(tmp_path: Path, database_url: str, command: Command) -> None:
    done = command(tmp_path / "home", database_url)("ingest", str(SCAN), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["loaded"] == 1
    engine = sa.create_engine(database_url)
    with engine.connect() as connection:
        values = connection.execute(
            sa.text("SELECT name_printed, value_role, value_printed, is_unsure FROM wide_indicator_value")
        ).all()
        money = connection.execute(
            sa.text("SELECT item_printed, amount_printed, is_unsure FROM wide_funding WHERE stage = 'budget'")
        ).all()
        unsure = connection.execute(sa.text("SELECT count(*) FROM wide_funding WHERE is_unsure")).scalar_one() + sum(
            value.is_unsure for value in values
        )
        found = connection.execute(sa.text("SELECT count(*) FROM wide_finding WHERE rule_code = 'V024'")).scalar_one()
    engine.dispose()
    printed = {(line.name, line.values[-1]) for line in (*APPROVAL.long, *APPROVAL.annual)}
    targets = [value for value in values if value.value_role == "target"]
    assert len(targets) == len(APPROVAL.long) + len(APPROVAL.annual)
    assert {(value.name_printed, value.value_printed) for value in targets if not value.is_unsure} <= printed
    assert {(row.item_printed, row.amount_printed) for row in money if not row.is_unsure} <= {
        (item, amount) for _, item, amount, *_ in APPROVAL.funding
    }
    assert sum(not row.is_unsure for row in (*values, *money)) > 0.8 * (len(values) + len(money))
    assert found == unsure
