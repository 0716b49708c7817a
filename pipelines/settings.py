"""Every setting of an installation, read from the environment (JIXIAO_…) when it is asked for, never at import."""

import os
from pathlib import Path

import sqlalchemy as sa
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

SMTPS_PORT = 465


class Settings(BaseSettings):
    """Where things are, and how much of the machine may be used; what each is stands in `title` and `description`."""

    model_config = SettingsConfigDict(env_prefix="JIXIAO_", extra="ignore")

    home: Path = Field(
        default=Path("jixiao-home"), title="存放全部状态的文件夹", description="the folder that holds all state"
    )
    warehouse: str | None = Field(
        default=None,
        title="另用的 PostgreSQL 的地址；不设则用自带的",
        description="another PostgreSQL's address; the embedded one without it",
    )
    archive: str | None = Field(
        default=None,
        title="原件与读取结果存放的地址（文件夹或 s3://…）；不设则在 home 内",
        description="where originals and readings are kept, a folder or s3://…; in the home without it",
    )
    inbox: Path | None = Field(
        default=None,
        title="收件文件夹；不设则为 home 内的 inbox",
        description="the folder for drop-ins; inbox in the home without it",
    )
    feeds: Path | None = Field(
        default=None,
        title="来源清单文件；不设则为 home 内的 feeds.toml",
        description="the list of sources; feeds.toml in the home without it",
    )
    review: Path | None = Field(
        default=None,
        title="人工判定名称的文件；不设则为 home 内的 review.csv",
        description="people's decisions on names; review.csv in the home without it",
    )
    corrections: Path | None = Field(
        default=None,
        title="来源更正文件；不设则为 home 内的 corrections.csv",
        description="corrections of sources; corrections.csv in the home without it",
    )
    engine: str = Field(
        default="pdfium",
        pattern="^(pdfium|pdfplumber)$",
        title="读取 PDF 的引擎：pdfium 或 pdfplumber",
        description="what reads PDF: pdfium or pdfplumber",
    )
    workers: int = Field(
        default_factory=lambda: os.cpu_count() or 1,
        ge=1,
        title="同时读取的进程数；不设则每个核一个",
        description="reading processes at once; one a core without it",
    )
    timeout_seconds: float = Field(
        default=30,
        gt=0,
        title="一个文件多久没有进展就放弃",
        description="how long a file may make no progress before it is given up",
    )
    memory_megabytes: int = Field(
        default=1024, ge=64, title="一个读取进程可用的内存", description="memory of a reading process"
    )
    max_pages: int = Field(default=1000, ge=1, title="一个文件的页数上限", description="pages of a file at most")
    max_characters_a_page: int = Field(
        default=50_000, ge=1, title="一页的字符数上限", description="characters of a page at most"
    )
    max_file_megabytes: int = Field(default=200, ge=1, title="一个文件的大小上限", description="size of a file at most")
    runs: int = Field(
        default=2,
        ge=1,
        title="排程、传感器和页面同时运行的任务数",
        description="runs at once of schedules, sensors and the page",
    )
    patience_seconds: float = Field(
        default=120,
        ge=0,
        title="数据库不在时命令等待多久",
        description="how long a command waits for a warehouse that is away",
    )
    max_cells: int = Field(
        default=200_000, ge=1, title="一个工作表的单元格数上限", description="cells of a sheet at most"
    )
    max_scanned_pages: int = Field(
        default=300,
        ge=0,
        title="一个文件中须识别的页数上限",
        description="pages of a file that must be recognised, at most",
    )
    max_archive_files: int = Field(
        default=10_000, ge=1, title="压缩包内文件数上限", description="files of an archive at most"
    )
    max_archive_megabytes: int = Field(
        default=1024, ge=1, title="压缩包解开后的大小上限", description="size of what an archive unpacks to, at most"
    )
    launcher: str = Field(
        default="local",
        pattern="^(local|celery)$",
        title="运行任务的方式：local，或多机用的 celery",
        description="what runs are given to: local, or celery for several machines",
    )
    celery_broker: SecretStr | None = Field(
        default=None,
        title="Celery 的消息代理地址；不设则用数据库",
        description="Celery's broker; the warehouse's database without it",
    )
    celery_backend: SecretStr | None = Field(
        default=None,
        title="Celery 的结果存放地址；不设则用数据库",
        description="where Celery keeps results; the warehouse's database without it",
    )
    log: str = Field(
        default="off",
        pattern="^(off|text|json)$",
        title="日志：off、text 或 json，一事一行",
        description="log lines, one an event: off, text or json",
    )
    publish: Path | None = Field(
        default=None,
        title="每晚最后发布到的文件夹；不设则不发布",
        description="the folder that a night publishes into at its end; nothing is published without it",
    )
    report_to: tuple[str, ...] = Field(
        default=(),
        title='晨报的收件人，写作 ["a@example.cn"]',
        description='who gets the morning\'s report, as ["a@example.cn"]',
    )
    report_webhooks: tuple[SecretStr, ...] = Field(
        default=(),
        title='晨报的网络钩子，写作 ["dingtalk=https://…"]；另有 wecom、feishu、slack',
        description='webhooks for the report, as ["dingtalk=https://…"]; also wecom, feishu, slack',
    )
    smtp_host: str = Field(default="localhost", title="邮件服务器", description="the mail server")
    smtp_port: int = Field(default=25, title="邮件服务器的端口", description="its port")
    smtp_tls: str | None = Field(
        default=None,
        pattern="^(off|starttls|tls)$",
        title="邮件加密：off、starttls 或 tls；不设则依端口与登录而定",
        description="letters' encryption: off, starttls or tls; by the port and the login without it",
    )
    smtp_ca: Path | None = Field(
        default=None,
        title="信任的证书文件；不设则用系统的",
        description="certificates to trust; the system's without it",
    )
    smtp_from: str = Field(default="jixiao@localhost", title="发件人", description="the sender")
    smtp_user: str | None = Field(default=None, title="邮件登录名", description="the mail server's login")
    smtp_password: SecretStr | None = Field(default=None, title="邮件密码", description="its password")

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
