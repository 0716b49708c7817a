"""`jixiao quarantine`: documents that were not loaded, why, and another try."""

from collections.abc import Iterable
from typing import Annotated

import typer

from pipelines.command.options import How, Json, Listing, Output
from pipelines.command.output import Format, as_json, records, show, show_lines

quarantine = typer.Typer(no_args_is_help=True, help="Documents that were not loaded, why, and another try.")


@quarantine.command("list", cls=Listing)
def quarantine_list(context: typer.Context, how: How = Format.TABLE, output: Output = None) -> None:
    """Every document that was not loaded, with its reason."""
    from pipelines.command.session import open_session
    from warehouse.document_states import quarantined

    with open_session(context.obj) as session, session.engine.connect() as connection:
        rows = [row | _reason(row["reason_code"]) for row in records(quarantined(connection))]
    titles = {
        "document_id": "document_id",
        "source_name": "文件 file",
        "reason": "原因 reason",
        "reason_detail": "",
        "template": "版式 template",
        "advice": "处理 advice",
    }
    show(rows, titles, how, output)


@quarantine.command("show")
def quarantine_show(
    context: typer.Context,
    document: Annotated[str, typer.Argument(help="the document's id")],
    json: Json = False,
) -> None:
    """One document that was not loaded: why, what to do, where it came from, what it says of itself."""
    from pipelines.command.session import open_session
    from warehouse.document_states import quarantined
    from warehouse.queries import findings_of, sources_of

    with open_session(context.obj) as session, session.engine.connect() as connection:
        known = {row["document_id"]: row for row in records(quarantined(connection))}
        _known([document], known)
        row = known[document] | _reason(known[document]["reason_code"])
        sources = records(sources_of(connection, row["document_sha256"]))
        found = records(findings_of(connection, document))
    if json:
        typer.echo(as_json(row | {"sources": sources, "findings": found}))
        return
    alike = sum(row["template"] is not None and row["template"] == other["template"] for other in known.values()) - 1
    lines = [
        ("文件 document", document),
        ("原因 reason", f"{row['reason']} ({row['reason_code']})"),
        ("详情 detail", row["reason_detail"]),
        ("处理 advice", row["advice"]),
        ("部门 department", row["department_name"]),
        ("年度 year", row["budget_year"]),
        ("表式 form", row["form"]),
        ("版式 template", row["template"] and f"{row['template']}, {alike} more like it wait"),
        ("收到 received", row["received_at"]),
        ("校验 sha256", row["document_sha256"]),
        *(("来源 file", f"{one['source_name']} {one['source_url'] or ''}".strip()) for one in sources),
        *(("发现 finding", f"{one['rule_code']}: {one['message_zh']} / {one['message_en']}") for one in found),
    ]
    show_lines((title, str(said)) for title, said in lines if said)


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
            _known(documents or (), waiting)
            again = replay(connection, documents or waiting)
        take_in(session, [], sorted(set(again["document_sha256"])))
        with session.engine.connect() as connection:
            left = {row["document_id"] for row in records(quarantined(connection))} & set(again["document_id"])
    typer.echo(
        f"{len(again)} documents were tried again: {len(again) - len(left)} left the quarantine, {len(left)} stay in it"
    )


def _reason(code: str) -> dict[str, str]:
    from contracts.reasons import REASONS

    reason = REASONS[code]
    return {
        "reason": f"{reason.message_zh} {reason.message_en}",
        "advice": f"{reason.advice_zh} {reason.advice_en}",
    }


def _known(asked: Iterable[str], waiting: Iterable[str]) -> None:
    if unknown := sorted(set(asked) - set(waiting)):
        raise ValueError(f"not in quarantine: {', '.join(unknown)}; see `jixiao quarantine list`")
