"""Options that several commands share."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from pipelines.command.output import Format

How = Annotated[Format, typer.Option("--format", help="table, csv, json (--json for short) or xlsx")]
Output = Annotated[Path | None, typer.Option(help="the file of --format xlsx")]
Json = Annotated[bool, typer.Option("--json", help="for machines")]


class Listing(TyperCommand):
    """A command that shows rows, for which `--json` stands for `--format json`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Takes the short word for the long ones."""
        return super().parse_args(ctx, ["--format=json" if word == "--json" else word for word in args])
