"""Figures for Prometheus: what the warehouse and Dagster say when they are asked, so that any process tells the same.

Names follow Prometheus's own advice: a unit at the end, no label that grows with the documents.
"""

from collections.abc import Callable, Iterable, Iterator
from wsgiref.simple_server import WSGIServer

import dagster as dg
import sqlalchemy as sa
from prometheus_client import CollectorRegistry, generate_latest, start_http_server
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from pipelines.night.runs import forgotten

_QUERIES = {
    "jixiao_documents": (
        "Documents by state.",
        ("state",),
        "SELECT state, count(*) FROM dim_document GROUP BY state ORDER BY state",
    ),
    "jixiao_quarantined_documents": (
        "Documents held back, by reason.",
        ("reason_code",),
        "SELECT reason_code, count(*) FROM dim_document WHERE state = 'quarantined' AND withdrawn_on IS NULL "
        "GROUP BY 1 ORDER BY 1",
    ),
    "jixiao_waiting_documents": (
        "Documents that are registered and not loaded yet.",
        (),
        "SELECT count(*) FROM dim_document "
        "WHERE state IN ('registered', 'loaded', 'superseded') AND content_sha256 IS NULL",
    ),
    "jixiao_indicator_values": ("Indicator values, every version.", (), "SELECT sum(values_count) FROM dim_document"),
    "jixiao_findings": (
        "Findings on current versions, by severity.",
        ("severity",),
        "SELECT severity, count(*) FROM wide_finding GROUP BY severity ORDER BY severity",
    ),
    "jixiao_feed_files": (
        "Files that each feed offers.",
        ("feed",),
        "SELECT feed, count(*) FROM registry.feed_files WHERE gone_at IS NULL GROUP BY feed ORDER BY feed",
    ),
    "jixiao_last_load_timestamp_seconds": (
        "When the newest load ended.",
        (),
        "SELECT extract(epoch FROM max(finished_at)) FROM registry.loads",
    ),
    "jixiao_last_report_timestamp_seconds": (
        "Until when the newest morning's report looks.",
        (),
        "SELECT extract(epoch FROM max(until)) FROM registry.reports",
    ),
    "jixiao_warehouse_size_bytes": ("Size of the database.", (), "SELECT pg_database_size(current_database())"),
}


class WarehouseCollector(Collector):
    """Asks anew whenever the monitor comes; `jixiao_up` is 0 when the warehouse gives no answer."""

    def __init__(self, engine: sa.Engine, failed_runs: Callable[[], int]) -> None:
        self._engine, self._failed_runs = engine, failed_runs

    def collect(self) -> Iterable[Metric]:
        """Every figure."""
        figures: list[Metric] = []
        try:
            figures = list(self._figures())
        except sa.exc.SQLAlchemyError:
            figures = []
        up = GaugeMetricFamily("jixiao_up", "Whether the warehouse answers.")
        up.add_metric([], float(bool(figures)))
        return [up, *figures]

    def _figures(self) -> Iterator[Metric]:
        with self._engine.connect() as connection:
            for name, (meaning, labels, query) in _QUERIES.items():
                figure = GaugeMetricFamily(name, meaning, labels=labels)
                for *values, count in connection.execute(sa.text(query)):
                    if count is not None:
                        figure.add_metric([str(value) for value in values], float(count))
                yield figure
        failed = GaugeMetricFamily("jixiao_failed_runs", "Runs that failed and were not run again.")
        failed.add_metric([], float(self._failed_runs()))
        yield failed


def _registry(engine: sa.Engine, instance: dg.DagsterInstance) -> CollectorRegistry:
    registry = CollectorRegistry()
    registry.register(WarehouseCollector(engine, lambda: len(forgotten(instance))))
    return registry


def metrics_text(engine: sa.Engine, instance: dg.DagsterInstance) -> str:
    """The figures as text, for a node exporter's textfile folder."""
    return generate_latest(_registry(engine, instance)).decode()


def serve_metrics(engine: sa.Engine, instance: dg.DagsterInstance, host: str, port: int) -> WSGIServer:
    """Answer a monitor on this address until the server that is given back is shut down."""
    server, _ = start_http_server(port, addr=host, registry=_registry(engine, instance))
    return server
