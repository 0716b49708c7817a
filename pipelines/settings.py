"""Every setting of an installation, read from the environment (JIXIAO_…) when it is asked for, never at import."""

import os
from pathlib import Path

import sqlalchemy as sa
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

SMTPS_PORT = 465


class Settings(BaseSettings):
    """Where things are, and how much of the machine may be used. Without `warehouse`: the embedded PostgreSQL."""

    model_config = SettingsConfigDict(env_prefix="JIXIAO_", extra="ignore")

    home: Path = Path("jixiao-home")
    warehouse: str | None = None
    archive: str | None = None
    inbox: Path | None = None
    feeds: Path | None = None
    review: Path | None = None
    corrections: Path | None = None
    engine: str = Field(default="pdfium", pattern="^(pdfium|pdfplumber)$")
    workers: int = Field(default_factory=lambda: os.cpu_count() or 1, ge=1)
    timeout_seconds: float = Field(default=30, gt=0)
    memory_megabytes: int = Field(default=1024, ge=64)
    max_pages: int = Field(default=1000, ge=1)
    max_characters_a_page: int = Field(default=50_000, ge=1)
    max_file_megabytes: int = Field(default=200, ge=1)
    runs: int = Field(default=2, ge=1)
    patience_seconds: float = Field(default=120, ge=0)
    max_cells: int = Field(default=200_000, ge=1)
    max_scanned_pages: int = Field(default=300, ge=0)
    max_archive_files: int = Field(default=10_000, ge=1)
    max_archive_megabytes: int = Field(default=1024, ge=1)
    launcher: str = Field(default="local", pattern="^(local|celery)$")
    celery_broker: SecretStr | None = None
    celery_backend: SecretStr | None = None
    log: str = Field(default="off", pattern="^(off|text|json)$")
    publish: Path | None = None
    report_to: tuple[str, ...] = ()
    report_webhooks: tuple[SecretStr, ...] = ()
    smtp_host: str = "localhost"
    smtp_port: int = 25
    smtp_tls: str | None = Field(default=None, pattern="^(off|starttls|tls)$")
    smtp_ca: Path | None = None
    smtp_from: str = "jixiao@localhost"
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None

    @property
    def archive_url(self) -> str:
        """Where originals and readings are kept: a folder of the home unless a URL was given."""
        return self.archive or str((self.home / "archive").absolute())

    @property
    def inbox_folder(self) -> Path:
        """The folder that the sensor and the nightly run look into."""
        return self.inbox or (self.home / "inbox").absolute()

    @property
    def feeds_file(self) -> Path:
        """The list of configured sources that the nightly run looks at; the inbox is always one of them."""
        return self.feeds or (self.home / "feeds.toml").absolute()

    @property
    def review_file(self) -> Path:
        """The file of people's decisions on names, which git can review; in the home unless a path was given."""
        return (self.review or self.home / "review.csv").absolute()

    @property
    def corrections_file(self) -> Path:
        """The file of corrections of sources, which git can review; in the home unless a path was given."""
        return (self.corrections or self.home / "corrections.csv").absolute()

    @property
    def dagster_home(self) -> Path:
        """The folder that holds Dagster's own settings and compute logs."""
        return (self.home / "dagster").absolute()

    @property
    def smtp_way(self) -> str:
        """How letters go: as set, else `tls` to port 465 (RFC 8314), `starttls` with a login, `off` without one."""
        if self.smtp_tls:
            return self.smtp_tls
        return "tls" if self.smtp_port == SMTPS_PORT else "starttls" if self.smtp_user else "off"

    def secrets(self) -> list[str]:
        """What must never be said in a log: passwords and addresses that are as good as one."""
        said = (self.smtp_password, self.celery_broker, self.celery_backend)
        values = [*self.report_webhooks, *(secret for secret in said if secret)]
        addresses = [value.get_secret_value().partition("=")[2] or value.get_secret_value() for value in values]
        password = sa.make_url(self.warehouse).password if self.warehouse else None
        return [*addresses, *([str(password)] if password else [])]

    def environment(self, warehouse_url: str) -> dict[str, str]:
        """What a child process needs beside this one's environment; the warehouse's address may hold a password."""
        return {
            "JIXIAO_HOME": str(self.home.absolute()),
            "JIXIAO_REVIEW": str(self.review_file),
            "JIXIAO_CORRECTIONS": str(self.corrections_file),
            "JIXIAO_WAREHOUSE": warehouse_url,
            "DAGSTER_HOME": str(self.dagster_home),
        }
