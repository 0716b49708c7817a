"""What a command holds while it runs: the settings, the warehouse and Dagster's instance, opened when first needed."""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import dagster as dg
import sqlalchemy as sa
from pydantic import ValidationError
from pydantic_settings import SettingsError

from assets.register.archive import Archive
from pipelines.instance import dagster_instance
from pipelines.resources import open_warehouse
from pipelines.settings import Settings


@dataclass(frozen=True, slots=True)
class Session:
    """An open warehouse and where it is."""

    settings: Settings
    engine: sa.Engine
    url: str

    @property
    def archive(self) -> Archive:
        """The archive of this installation."""
        return Archive(self.settings.archive_url)

    @contextlib.contextmanager
    def dagster(self) -> Iterator[dg.DagsterInstance]:
        """Dagster's instance of this installation."""
        with dagster_instance(self.settings, self.engine, self.url) as instance:
            yield instance


def settings_of(home: Path | None, warehouse: str | None) -> Settings:
    """The settings of the environment, with what the command's own options say instead.

    Raises ValueError for one that cannot be, named but not shown: it may be a password.
    """
    said = {"home": home, "warehouse": warehouse}
    try:
        return Settings(**{name: value for name, value in said.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors()[0]
        variable = f"JIXIAO_{first['loc'][0]}".upper()
        raise ValueError(f"{variable}: {first['msg']}; `docs/settings.md` says what it takes") from None
    except SettingsError as error:
        raise ValueError(f'{error}; write a list as JSON, such as ["a@example.cn"]') from None


@contextlib.contextmanager
def open_session(settings: Settings) -> Iterator[Session]:
    """Opens the warehouse, and lets this process and its children find it by the environment."""
    try:
        settings.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ValueError(f"{settings.home} cannot be the home folder: {error.strerror}") from None
    with open_warehouse(settings) as (engine, url):
        os.environ.update(settings.environment(url))
        yield Session(settings, engine, url)
