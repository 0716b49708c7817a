"""The commands about versions: what changed, which loads there were, what is withdrawn."""

from datetime import date
from typing import Annotated

import typer

from pipelines.command.options import How, Output
from pipelines.command.output import Format, records, show


def diff(
    context: typer.Context,
    before: Annotated[str, typer.Argument(help="a document's id, or a load's number")],
    after: Annotated[str | None, typer.Argument(help="another; without it, what the one load changed")] = None,
    how: How = Format.TABLE,
    output: Output = None,
) -> None:
    """What changed between two documents or two loads, value by value."""
    from pipelines.command.changes import differences, show_changes
    from pipelines.command.session import open_session

    with open_session(context.obj) as session:
        show_changes(differences(session, before, after), how, output)


def loads(context: typer.Context, how: How = Format.TABLE, output: Output = None) -> None:
    """Every load with its number: when, which region and year, how much."""
    from pipelines.command.session import open_session
    from warehouse.queries import loads as known

    titles = {
        "load_id": "批号 load", "started_at": "时间 time", "region_name": "地区 region", "budget_year": "年度 year",
        "documents_loaded": "文件 documents", "values_count": "指标值 values", "findings_count": "发现 findings",
    }  # fmt: skip
    with open_session(context.obj) as session:
        rows = records(known(session.engine))
    show(rows, titles, how, output)


def withdraw(
    context: typer.Context,
    document: Annotated[str, typer.Argument(help="the document's id")],
    on: Annotated[str | None, typer.Option(help="the day, such as 2025-06-01; today if none")] = None,
    undo: Annotated[bool, typer.Option("--undo", help="take the withdrawal back")] = False,
) -> None:
    """Take a document out of what speaks, from a day on; its rows stay, and the version before it speaks again."""
    from pipelines.command.session import open_session
    from warehouse.document_states import reinstate
    from warehouse.document_states import withdraw as take_out

    try:
        day = date.fromisoformat(on) if on else None
    except ValueError:
        raise ValueError(f"--on takes a day such as 2025-06-01, not {on!r}") from None
    with open_session(context.obj) as session, session.engine.begin() as connection:
        try:
            if undo:
                reinstate(connection, document)
            else:
                take_out(connection, document, day)
        except KeyError:
            raise ValueError(f"no document has the id {document!r}") from None
    typer.echo(f"{document} speaks again" if undo else f"{document} is withdrawn; `--undo` takes that back")
