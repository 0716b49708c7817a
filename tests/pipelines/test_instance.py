"""Dagster's own house, as commands open it."""

import dagster as dg

from pipelines.instance import ask_once


def test_a_partition_that_was_there_is_not_asked_for_again_and_one_that_was_not_is() -> None:
    with dg.DagsterInstance.ephemeral() as instance:
        ask_once(instance.event_log_storage, "has_dynamic_partition")
        assert not instance.has_dynamic_partition("region", "420700")
        instance.add_dynamic_partitions("region", ["420700"])
        assert instance.has_dynamic_partition("region", "420700")
        assert not instance.has_dynamic_partition("region", "420704")
        instance.delete_dynamic_partition("region", "420700")
        assert instance.has_dynamic_partition("region", "420700")
