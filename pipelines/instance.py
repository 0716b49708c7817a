"""Dagster's own house: its dagster.yaml below the home, and its storage in the warehouse's PostgreSQL."""

import contextlib
import json
import os
from collections.abc import Iterator
from pathlib import Path

import dagster as dg
import sqlalchemy as sa

from pipelines.settings import Settings

STORAGE_VARIABLE = "JIXIAO_DAGSTER_STORAGE"
SCHEMA = "dagster"
_MILLISECONDS = 60_000
_SECONDS = 3_600


def storage_url(warehouse_url: str) -> str:
    """The address of Dagster's tables: the schema `dagster` of the warehouse's database.

    dagster-postgres 0.29 waits on NOTIFY through psycopg 2, so the driver is named. Its event log is written without
    waiting for the disk: it tells of runs, and what they did rests in tables that are written with waiting.
    """
    url = sa.make_url(warehouse_url).set(drivername="postgresql+psycopg2")
    options = f"-csearch_path={SCHEMA} -csynchronous_commit=off"
    return url.update_query_dict({"options": options}).render_as_string(hide_password=False)


def write_instance_settings(folder: Path) -> None:
    """Writes dagster.yaml; the storage's address stays in the environment, since it holds a password."""
    folder.mkdir(parents=True, exist_ok=True)
    settings = {
        "storage": {"postgres": {"postgres_url": {"env": STORAGE_VARIABLE}}},
        "local_artifact_storage": {
            "module": "dagster._core.storage.root",
            "class": "LocalArtifactStorage",
            "config": {"base_dir": str(folder)},
        },
        "concurrency": {"runs": {"max_concurrent_runs": 2}},
        "run_monitoring": {"enabled": True},
        "run_retries": {"enabled": True, "max_retries": 2, "retry_on_asset_or_op_failure": False},
        "retention": {"sensor": {"purge_after_days": {"skipped": 7, "success": 30}}},
        "telemetry": {"enabled": False},
    }
    text = json.dumps(settings, indent=2)  # JSON is YAML
    target = folder / "dagster.yaml"
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.write_text(text, encoding="utf-8")


def dagster_environment(settings: Settings, warehouse_url: str) -> dict[str, str]:
    """The environment of a process that runs Dagster for this installation."""
    return settings.environment(warehouse_url) | {STORAGE_VARIABLE: storage_url(warehouse_url)}


@contextlib.contextmanager
def dagster_instance(settings: Settings, engine: sa.Engine, warehouse_url: str) -> Iterator[dg.DagsterInstance]:
    """This installation's instance, its schema made where it is not there yet."""
    with engine.begin() as connection:
        connection.execute(sa.text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))
    write_instance_settings(settings.dagster_home)
    os.environ.update(dagster_environment(settings, warehouse_url))
    with dg.DagsterInstance.from_config(str(settings.dagster_home)) as instance:
        # A connection for each event took half of a run's time (8 ms each, 2,700 for six runs): keep them in a pool.
        instance.optimize_for_webserver(statement_timeout=_MILLISECONDS, pool_recycle=_SECONDS, max_overflow=5)
        yield instance
