"""A configured source of files, and the reviewed file that lists all of them: who owns it, where it is, its manners."""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

INBOX = "inbox"
"""The feed that is always there: the folder into which people drop files."""


class FeedsError(ValueError):
    """The list of feeds cannot be used; the message is one line that says where and why."""


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from error
    return text


class Feed(BaseModel):
    """One source. `urls`: a folder, a store of fsspec (`s3://…`), an index page or a list of addresses (`https://…`).

    `files`: which names are wanted, a regular expression. `complete_by`: the day of the year (MM-DD) by which its
    documents of a budget year are expected to be all there. For pages: `pause` seconds between two requests, other
    `hosts` that links may lead to, and after how many days a known file is asked for again (`recheck_days`).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    name: str = Field(pattern=r"^[^/\\\x00-\x1f]{1,80}$")
    owner: str = Field(min_length=1)
    urls: tuple[str, ...] = Field(min_length=1)
    files: Annotated[str, AfterValidator(_pattern)] = ".*"
    complete_by: str = Field(default="04-30", pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")
    pause: float = Field(default=1.0, ge=0)
    hosts: frozenset[str] = frozenset()
    recheck_days: int = Field(default=7, ge=0)

    @property
    def is_web(self) -> bool:
        """Whether its files are asked for page by page."""
        return all(url.startswith(("http://", "https://")) for url in self.urls)

    def wants(self, name: str) -> bool:
        """Whether a file of this name is one of those asked for."""
        return re.search(self.files, name) is not None


@dataclass(frozen=True, slots=True)
class Feeds:
    """The configured feeds, and a folder of this machine in which their files are put down for a moment."""

    feeds: tuple[Feed, ...]
    spool: Path


def read_feeds(path: Path, inbox: Path) -> list[Feed]:
    """The feeds of a file of `[[feeds]]` tables, and the inbox folder among them. Raises FeedsError."""
    own = Feed(name=INBOX, owner="-", urls=(str(inbox),))
    if not path.is_file():
        return [own]
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8")).get("feeds", [])
        feeds = [own, *(Feed.model_validate(table) for table in tables)]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise FeedsError(f"{path}: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise FeedsError(f"{path}: {where} {first['msg']}") from error
    names = [feed.name for feed in feeds]
    if twice := {name for name in names if names.count(name) > 1}:
        raise FeedsError(f"{path}: two feeds are named {', '.join(sorted(twice))}")
    return feeds
