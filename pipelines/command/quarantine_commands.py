"""`jixiao quarantine`: documents that were not loaded, why, and another try."""

from typing import Annotated

import typer

from pipelines.command.options import How, Output
from pipelines.command.output import Format, records, show

quarantine = typer.Typer(no_args_is_help=True, help="Documents that were not loaded, why, and another try.")


@quarantine.command("list")
def quarantine_list(context: typer.Context, how: How = Format.TABLE, output: Output = None) -> None:
    """Every document that was not loaded, with its reason."""
    from contracts.reasons import REASONS
    from pipelines.command.session import open_session
    from warehouse.document_states import quarantined

    with open_session(context.obj) as session, session.engine.connect() as connection:
        rows = records(quarantined(connection))
    for row in rows:
        reason = REASONS[row["reason_code"]]
        row |= {
            "reason": f"{reason.message_zh} {reason.message_en}",
            "advice": f"{reason.advice_zh} {reason.advice_en}",
        }
    titles = {
        "document_id": "document_id",
        "source_name": "文件 file",
        "reason": "原因 reason",
        "reason_detail": "",
        "template": "版式 template",
        "advice": "处理 advice",
    }
    show(rows, titles, how, output)


@quarantine.command("replay")
def quarantine_replay(
    context: typer.Context,
    documents: Annotated[list[str] | None, typer.Argument(help="document ids; all if none")] = None,
) -> None:
    """Read documents of the quarantine once more."""
    from pipelines.command.ingest import ingest as take_in
    from pipelines.command.session import open_session
    from warehouse.document_states import quarantined, replay

    with open_session(context.obj) as session:
        with session.engine.begin() as connection:
            waiting = [row["document_id"] for row in records(quarantined(connection))]
            unknown = sorted(set(documents or ()) - set(waiting))
            if unknown:
                raise ValueError(f"not in quarantine: {', '.join(unknown)}; see `jixiao quarantine list`")
            again = replay(connection, documents or waiting)
        take_in(session, [], sorted(set(again["document_sha256"])))
        with session.engine.connect() as connection:
            left = {row["document_id"] for row in records(quarantined(connection))} & set(again["document_id"])
    typer.echo(
        f"{len(again)} documents were tried again: {len(again) - len(left)} left the quarantine, {len(left)} stay in it"
    )
