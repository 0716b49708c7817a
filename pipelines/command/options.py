"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from pipelines.command.output import Format

How = Annotated[Format, typer.Option("--format", help="table, csv, json or xlsx")]
Output = Annotated[Path | None, typer.Option(help="the file of --format xlsx")]
Json = Annotated[bool, typer.Option("--json", help="for machines")]
