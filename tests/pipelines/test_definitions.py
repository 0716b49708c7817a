"""What Dagster is told: layers, partitions, owners, checks, schedule and sensors, and a run through its own doors."""

import dagster as dg
import pytest

from pipelines.definitions import build_definitions, defs
from pipelines.partitions import FIRST_YEAR, last_year, partition_key

LAYERS = {"register", "forms", "normalization", "marts"}


@pytest.fixture(scope="module")
def graph() -> dg.AssetsDefinition:
    return build_definitions().resolve_asset_graph()  # type: ignore[return-value]


def test_every_asset_has_a_layer_an_owner_a_kind_and_a_description(graph: object) -> None:
    nodes = list(graph.asset_nodes)  # type: ignore[attr-defined]
    assert len(nodes) >= 15
    assert {node.group_name for node in nodes} == LAYERS
    for node in nodes:
        assert node.owners, node.key
        assert node.kinds, node.key
        assert node.description, node.key


def test_all_but_the_register_and_the_report_have_region_and_year(graph: object) -> None:
    without = {node.key.to_user_string() for node in graph.asset_nodes if node.partitions_def is None}  # type: ignore[attr-defined]
    assert without == {"registered_documents", "morning_report"}


def test_each_frame_has_a_blocking_check_from_its_contract(graph: object) -> None:
    checked = {key.asset_key.to_user_string() for key in graph.asset_check_keys}  # type: ignore[attr-defined]
    assert {"printed_indicators", "indicator_values", "funding_amounts", "findings"} <= checked


def test_the_night_begins_at_two_in_shanghai() -> None:
    schedule = defs.resolve_schedule_def("nightly")
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 2 * * *", "Asia/Shanghai")
    schedule = defs.resolve_schedule_def("morning")
    assert (schedule.cron_schedule, schedule.execution_timezone) == ("0 6 * * *", "Asia/Shanghai")
    assert {sensor.name for sensor in defs.sensors or ()} == {"inbox", "waiting", "lost", "failed"}


def test_a_partition_is_named_by_region_and_year() -> None:
    assert str(partition_key("420700", 2025)) == "2025|420700"
    assert FIRST_YEAR == 2010
    assert last_year() >= 2026
