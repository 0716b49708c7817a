"""Dagster's own house: its dagster.yaml below the home, and its storage in the warehouse's PostgreSQL."""

import contextlib
import json
import os
from collections.abc import Callable, Collection, Iterator
from importlib import import_module
from typing import Any

import dagster as dg
import sqlalchemy as sa

from pipelines.settings import Settings
from warehouse.engine import PATIENCE

STORAGE_VARIABLE = "JIXIAO_DAGSTER_STORAGE"
SCHEMA = "dagster"
CELERY_SCHEMA = "celery"
QUEUE = "dagster"
BROKER_VARIABLE = "JIXIAO_DAGSTER_BROKER"
BACKEND_VARIABLE = "JIXIAO_DAGSTER_BACKEND"
_ONE_AT_A_TIME = sa.text("SELECT pg_advisory_xact_lock(hashtextextended('jixiao schemas', 0))")
_MILLISECONDS = 60_000
_SECONDS = 3_600
_MONITORING = {"enabled": True, "poll_interval_seconds": 30}
# That a step took a frame and gave one to the lake, that a resource is there: its materializations say more.
_UNASKED = {
    dg.DagsterEventType.STEP_INPUT,
    dg.DagsterEventType.LOADED_INPUT,
    dg.DagsterEventType.HANDLED_OUTPUT,
    dg.DagsterEventType.RESOURCE_INIT_STARTED,
    dg.DagsterEventType.RESOURCE_INIT_SUCCESS,
}

_LAUNCHERS: dict[str, dict[str, Any]] = {
    "local": {},
    "celery": {
        "run_launcher": {
            "module": "dagster_celery.launcher",
            "class": "CeleryRunLauncher",
            "config": {
                "broker": {"env": BROKER_VARIABLE},
                "backend": {"env": BACKEND_VARIABLE},
                "default_queue": QUEUE,
            },
        },
        # A run may wait in the queue for a worker that is busy.
        "run_monitoring": _MONITORING | {"start_timeout_seconds": 6 * 3_600},
    },
}


def storage_url(warehouse_url: str) -> str:
    """The address of Dagster's tables: the schema `dagster` of the warehouse's database.

    dagster-postgres 0.29 waits on NOTIFY through psycopg 2, so the driver is named. Its event log is written without
    waiting for the disk: it tells of runs, and what they did rests in tables that are written with waiting. Dagster
    takes its own columns for UTC, and the warehouse's days are Shanghai's: else no run is old enough for eight hours.
    """
    url = sa.make_url(warehouse_url).set(drivername="postgresql+psycopg2")
    options = f"-csearch_path={SCHEMA} -csynchronous_commit=off -ctimezone=UTC"
    patience = {name: str(value) for name, value in PATIENCE.items()}
    return url.update_query_dict(patience | {"options": options}).render_as_string(hide_password=False)


def celery_addresses(settings: Settings) -> dict[str, str]:
    """Where Celery's messages and results go: as set, else the schema `celery` of the warehouse's database."""
    url = sa.make_url(settings.warehouse or "").update_query_dict({"options": f"-csearch_path={CELERY_SCHEMA}"})
    own = url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    broker, backend = settings.celery_broker, settings.celery_backend
    return {
        "broker": broker.get_secret_value() if broker else f"sqla+{own}",
        "backend": backend.get_secret_value() if backend else f"db+{own}",
    }


def write_instance_settings(settings: Settings) -> None:
    """Writes dagster.yaml; the addresses stay in the environment, since they hold passwords."""
    folder = settings.dagster_home
    folder.mkdir(parents=True, exist_ok=True)
    content = {
        "storage": {"postgres": {"postgres_url": {"env": STORAGE_VARIABLE}}},
        "local_artifact_storage": {
            "module": "dagster._core.storage.root",
            "class": "LocalArtifactStorage",
            "config": {"base_dir": str(folder)},
        },
        # What a run prints goes where its command's own lines go. Dagster's copies of it cost each run four processes,
        # two of them Pythons, and two files that nothing takes away.
        "compute_logs": {
            "module": "dagster._core.storage.noop_compute_log_manager",
            "class": "NoOpComputeLogManager",
        },
        "concurrency": {"runs": {"max_concurrent_runs": settings.runs}},
        "run_monitoring": _MONITORING,
        # What failed, or was lost with its process, is begun again twice: a server that restarts fails whatever is at
        # work. More would be a fault that stays, and a person's business.
        "run_retries": {"enabled": True, "max_retries": 2, "retry_on_asset_or_op_failure": True},
        "retention": {"sensor": {"purge_after_days": {"skipped": 7, "success": 30}}},
        "telemetry": {"enabled": False},
        "nux": {"enabled": False},
        # Events are for their run's page; on the console more than a hundred a run would hide our own lines.
        "python_logs": {"python_log_level": "WARNING"},
    } | _LAUNCHERS[settings.launcher]
    text = json.dumps(content, indent=2)  # JSON is YAML
    target = folder / "dagster.yaml"
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        target.write_text(text, encoding="utf-8")


def dagster_environment(settings: Settings, warehouse_url: str) -> dict[str, str]:
    """The environment of a process that runs Dagster for this installation."""
    addresses = celery_addresses(settings.model_copy(update={"warehouse": warehouse_url}))
    return settings.environment(warehouse_url) | {
        STORAGE_VARIABLE: storage_url(warehouse_url),
        BROKER_VARIABLE: addresses["broker"],
        BACKEND_VARIABLE: addresses["backend"],
    }


@contextlib.contextmanager
def dagster_instance(settings: Settings, engine: sa.Engine, warehouse_url: str) -> Iterator[dg.DagsterInstance]:
    """This installation's instance, its schema made where it is not there yet."""
    with engine.begin() as connection:
        connection.execute(_ONE_AT_A_TIME)
        for schema in (SCHEMA, CELERY_SCHEMA) if settings.launcher == "celery" else (SCHEMA,):
            connection.execute(sa.text(f"CREATE SCHEMA IF NOT EXISTS {schema}"))
    if settings.launcher == "celery" and settings.celery_broker is None:
        with engine.begin() as connection:
            connection.execute(_ONE_AT_A_TIME)
            _make_broker(celery_addresses(settings.model_copy(update={"warehouse": warehouse_url}))["broker"])
    write_instance_settings(settings)
    os.environ.update(dagster_environment(settings, warehouse_url))
    with dg.DagsterInstance.from_config(str(settings.dagster_home)) as instance:
        # A connection for each event took half of a run's time (8 ms each, 2,700 for six runs): keep them in a pool.
        instance.optimize_for_webserver(statement_timeout=_MILLISECONDS, pool_recycle=_SECONDS, max_overflow=5)
        ask_once(instance.event_log_storage, "has_table", "has_dynamic_partition")
        leave_out(instance.event_log_storage, _UNASKED)
        yield instance


def ask_once(storage: Any, *names: str) -> None:
    """Lets a storage keep in mind what was there once; what was not is asked again.

    Dagster 1.13 asks before every event whether its own tables are there and the partition is known: 390 of the 1,000
    statements of a load. Neither is taken away while a command runs.
    """
    for name in names:
        setattr(storage, name, _remembering(getattr(storage, name)))


def leave_out(storage: Any, types: Collection[dg.DagsterEventType]) -> None:
    """Lets a storage keep no events of these types, each of which costs what one that tells something costs."""
    store = storage.store_event
    storage.store_event = lambda event: None if event.dagster_event_type in types else store(event)


def _remembering(ask: Callable[..., bool]) -> Callable[..., bool]:
    known: set[tuple[Any, ...]] = set()

    def asked(*what: Any) -> bool:
        if what not in known and ask(*what):
            known.add(what)
        return what in known

    return asked


def _make_broker(address: str) -> None:
    """Makes kombu's tables, which two workers that start at once would both make, and one of them would end by it."""
    kombu: Any = import_module("kombu")  # of the extra `celery`
    with kombu.Connection(address) as broker:
        kombu.Queue(QUEUE, channel=broker.default_channel).declare()
