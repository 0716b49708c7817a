"""Logs: one line an event on standard error, for people or as JSON by setting, and never a secret in one."""

import logging
import sys
from collections.abc import Iterable

import structlog
from structlog.typing import EventDict, Processor, WrappedLogger

OURS = ("contracts", "warehouse", "assets", "pipelines")


def set_up_logs(how: str, secrets: Iterable[str]) -> None:
    """Sends what the four packages log to standard error: `text`, `json`, or `off` for warnings alone.

    Every text among `secrets` is blotted out wherever it stands in a line.
    """
    shared: list[Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _blot_out(sorted(filter(None, secrets), key=len, reverse=True)),
    ]
    line: Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if how == "json"
        else structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"])
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, line]
        )
    )
    for name in OURS:
        logger = logging.getLogger(name)
        logger.handlers = [handler]
        logger.setLevel(logging.WARNING if how == "off" else logging.INFO)
        logger.propagate = False


def _blot_out(secrets: list[str]) -> Processor:
    def blot(_: WrappedLogger, __: str, event: EventDict) -> EventDict:
        return {key: _without(value, secrets) for key, value in event.items()}

    return blot


def _without(value: object, secrets: list[str]) -> object:
    if not isinstance(value, str):
        return value
    for secret in secrets:
        value = value.replace(secret, "***")
    return value
