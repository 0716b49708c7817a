"""The commands and their options; each asks one module of this folder, and every user's mistake ends as one line."""

import gc
import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Annotated, Any, TypeVar

import typer
from rich.console import Console

from assets.register.sources import SourceNotFoundError
from pipelines.command import versions
from pipelines.command.options import How, Json, Listing, Output
from pipelines.command.output import Format, as_json, distinct, records, show
from pipelines.command.quarantine_commands import quarantine
from pipelines.command.review_commands import review
from pipelines.command.warehouse_commands import warehouse
from pipelines.settings import Settings

Found = TypeVar("Found")
app = typer.Typer(
    name="jixiao",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="绩效: the performance warehouse.",
)
app.add_typer(quarantine, name="quarantine")
app.add_typer(warehouse, name="warehouse")
app.add_typer(review, name="review")


@app.callback()
def options(
    context: typer.Context,
    home: Annotated[
        Path | None, typer.Option(help="the folder that holds all state [JIXIAO_HOME, ./jixiao-home]")
    ] = None,
    warehouse_url: Annotated[
        str | None, typer.Option("--warehouse", help="another PostgreSQL's address [JIXIAO_WAREHOUSE]")
    ] = None,
) -> None:
    """Reads government departments' performance goals and compares what they promised."""
    from pipelines.command.session import settings_of

    context.obj = settings_of(home, warehouse_url)


@app.command()
def ingest(
    context: typer.Context,
    paths: list[Path],
    verify: Annotated[bool, typer.Option(help="read every PDF page by two engines and keep where they differ")] = False,
    json: Json = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="write nothing; show what would change")] = False,
) -> None:
    """Register every file below the paths, load what they touch, sum up."""
    from pipelines.command.ingest import ingest as take_in
    from pipelines.command.ingest import print_summary
    from pipelines.command.verify import print_verified
    from pipelines.command.verify import verify as compare_engines

    if dry_run:
        from pipelines.command.changes import rehearse, show_changes

        with _session(context) as session:
            summary, found = rehearse(session, partial(take_in, paths=paths))
        if json:
            typer.echo(as_json({**summary, "changes": [asdict(change) for change in found]}))
        else:
            show_changes(found, Format.TABLE)
            print_summary(summary)
            typer.echo("a dry run: nothing was written")
        return

    def work(session: Any) -> tuple[dict[str, Any], Any]:
        return take_in(session, paths), compare_engines(session, paths) if verify else None

    summary, verified = _patiently(context, work)
    if json:
        typer.echo(as_json(summary | ({"verified": verified} if verified else {})))
        return
    print_summary(summary)
    if verified:
        print_verified(verified)


@app.command()
def night(context: typer.Context, json: Json = False) -> None:
    """Do at once what the clock does at night: look at the feeds, load, report."""
    from pipelines.command.night import night as run
    from pipelines.night.letter import letter

    report = _patiently(context, run)
    typer.echo(as_json(report) if json else letter(report))


@app.command()
def backfill(
    context: typer.Context,
    years: Annotated[str, typer.Option(help="2025 or 2019..2025")],
    region: Annotated[str | None, typer.Option(help="code or name")] = None,
    reparse: Annotated[bool, typer.Option(help="read all of it anew; a person is shown first")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="do not show and ask first")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="write nothing; show what would change")] = False,
    at_most: Annotated[int, typer.Option(min=1, help="regions at once")] = 1,
    json: Json = False,
) -> None:
    """Run years again from the archive: what other code did or what changed, or all with --reparse."""
    from pipelines.command.backfill import backfill as run
    from pipelines.command.backfill import years_of
    from pipelines.command.changes import rehearse, show_changes
    from pipelines.command.compare import region_code_of

    asked, code = years_of(years), region_code_of(region)
    work = partial(run, years=asked, region_code=code, reparse=reparse)
    # A script has nobody to ask, and has said what it wants.
    if dry_run or (reparse and not yes and not json and sys.stdin.isatty()):
        with _session(context) as session:
            said, found = rehearse(session, work)
        if json:
            typer.echo(as_json({**said, "changes": [asdict(change) for change in found]}))
        else:
            show_changes(found, Format.TABLE)
        if dry_run or not typer.confirm("写入 write this?", err=True):
            typer.echo("nothing was written", err=True)
            return
    done = _patiently(context, partial(work, at_most=at_most))
    text = (
        f"{done['run']} of {done['regions_and_years']} regions and years were run; "
        f"{done['documents_loaded']} documents changed, "
        f"{done['documents_unchanged']} are as they were, {done['documents_quarantined']} were quarantined"
    )
    typer.echo(as_json(done) if json else text)


@app.command(cls=Listing)
def status(context: typer.Context, how: How = Format.TABLE, output: Output = None) -> None:
    """What is known, loaded, waiting and quarantined, by region and year."""
    from warehouse.queries import status as state

    titles = {
        "region_name": "地区 region", "budget_year": "年度 year", "departments": "部门 departments",
        "documents": "文件 documents",
        "loaded": "已入库 loaded", "superseded": "已替代 superseded", "quarantined": "隔离 quarantined",
        "waiting": "待入库 waiting", "values_count": "指标值 values", "findings_count": "发现 findings",
    }  # fmt: skip
    with _session(context) as session:
        rows = records(state(session.engine))
    if not rows and how is Format.TABLE:
        typer.echo("nothing is known yet: `jixiao ingest FOLDER`")
        return
    show(rows, titles, how, output)


@app.command(cls=Listing)
def compare(
    context: typer.Context,
    indicator: str,
    year: Annotated[int | None, typer.Option()] = None,
    region: Annotated[str | None, typer.Option(help="code or name")] = None,
    how: How = Format.TABLE,
    output: Output = None,
) -> None:
    """Departments side by side on one indicator."""
    from pipelines.command.compare import show_comparison

    with _session(context) as session:
        show_comparison(session, indicator, year, region, how, output)


@app.command()
def explain(
    context: typer.Context,
    value_id: str,
    image: Annotated[Path | None, typer.Option(help="draw the page with the cell marked, as PNG")] = None,
    json: Json = False,
) -> None:
    """One number back to its source: file, page, cell, printed text, and how it was read."""
    from pipelines.command.explain import show_explanation

    with _session(context) as session:
        show_explanation(session, value_id, image, json)


@app.command(cls=Listing)
def findings(
    context: typer.Context,
    year: Annotated[int | None, typer.Option()] = None,
    department: Annotated[str | None, typer.Option(help="a part of its name")] = None,
    severity: Annotated[str | None, typer.Option(help="fatal, error, warning or notice")] = None,
    summary: Annotated[bool, typer.Option("--summary", help="how many by rule")] = False,
    how: How = Format.TABLE,
    output: Output = None,
) -> None:
    """Every finding with its rule, its text and its place."""
    from contracts.frames.findings import SEVERITIES
    from warehouse.queries import findings as found

    if severity is not None and severity not in SEVERITIES:
        raise ValueError(f"no finding is {severity!r}; --severity takes {', '.join(SEVERITIES)}")
    with _session(context) as session:
        frame = found(session.engine, year, department, severity)
    if summary:
        from contracts.rules.catalogue import RULES

        titles_of = {rule.code: f"{rule.title_zh} {rule.title_en}" for rule in RULES}
        counts = frame.groupby(["rule_code", "severity"]).size().reset_index(name="count")
        rows = records(counts)
        for row in rows:
            row["title"] = titles_of.get(row["rule_code"], "")
        titles = {"rule_code": "规则 rule", "severity": "级别 severity", "title": "", "count": "数量 count"}
        show(rows, titles, how, output, f"{len(frame)} 条发现 findings")
        return
    titles = {
        "severity": "级别 severity", "rule_code": "规则 rule",
        "department_name": "部门 department", "budget_year": "年度 year",
        "message_zh": "说明", "message_en": "message", "page": "页 page", "value_id": "value_id",
    }  # fmt: skip
    rows = records(frame)
    if how is Format.TABLE:  # Two columns of sentences would press each other.
        rows = [row | {"message_zh": f"{row['message_zh']}\n{row['message_en']}"} for row in rows]
        titles = {key: title for key, title in titles.items() if key != "message_en"} | {"message_zh": "说明 message"}
    show(rows, titles, how, output)


@app.command(cls=Listing)
def sql(context: typer.Context, query: str, how: How = Format.TABLE, output: Output = None) -> None:
    """One query, run as a reader who may change nothing."""
    from warehouse.roles import read_only

    with _session(context) as session:
        rows = read_only(session.engine, query)
    names = distinct(rows.columns)
    show([dict(zip(names, row, strict=True)) for row in rows.rows], {name: name for name in names}, how, output)


@app.command()
def publish(context: typer.Context, folder: Path, json: Json = False) -> None:
    """Parquet, CSV, workbooks and a data package of the current state; DIR/current is the newest release."""
    from warehouse.publishing import publish as write

    with _session(context) as session:
        done = write(session.engine, folder)
    if json:
        typer.echo(as_json({"release": done.folder, "is_new": done.is_new, "rows": done.rows}))
    else:
        counts = ", ".join(f"{name} {count}" for name, count in done.rows.items())
        typer.echo(f"{done.folder}: {'published' if done.is_new else 'nothing has changed'} ({counts})")


@app.command()
def serve(
    context: typer.Context,
    host: str = "127.0.0.1",
    port: int = 3000,
    metrics_port: Annotated[int | None, typer.Option(help="answer Prometheus on this port")] = None,
) -> None:
    """Dagster's pages with schedules and sensors running; the warehouse open for BI tools meanwhile."""
    from pipelines.command.serve import serve as run

    raise typer.Exit(_patiently(context, lambda session: run(session, host, port, metrics_port)))


@app.command()
def worker(context: typer.Context, concurrency: Annotated[int, typer.Option(help="runs at once")] = 1) -> None:
    """Take runs from Celery, as one of several machines (JIXIAO_LAUNCHER=celery where the schedules run)."""
    from pipelines.command.worker import worker as run

    raise typer.Exit(_patiently(context, lambda session: run(session, concurrency)))


@app.command()
def metrics(context: typer.Context) -> None:
    """Figures for Prometheus, as text."""
    from pipelines.watching.metrics import metrics_text

    with _session(context) as session, session.dagster() as instance:
        typer.echo(metrics_text(session.engine, instance), nl=False)


@app.command()
def doctor(context: typer.Context, json: Json = False) -> None:
    """Check the installation and say what to mend."""
    from pipelines.command.doctor import examine

    with _session(context) as session:
        results = examine(session)
    if json:
        typer.echo(as_json([{"check": name, "holds": holds, "found": text} for name, holds, text in results]))
    else:
        for name, holds, text in results:
            typer.echo(f"{'ok  ' if holds else 'MEND'}  {name:<10} {text}")
    raise typer.Exit(0 if all(holds for _, holds, _ in results) else 1)


for listing in (versions.diff, versions.loads):
    app.command(cls=Listing)(listing)
app.command()(versions.withdraw)


def main() -> None:
    """The console script: 0 all went well, 1 the run failed, 2 the command was used wrongly."""
    from assets.extraction.picture import PictureError
    from pipelines.command.compare import UnknownNameError
    from pipelines.command.explain import NoSuchValueError
    from pipelines.runs import RunFailedError
    from warehouse.engine import WarehouseUnreachable, driver_error
    from warehouse.publishing import PublishError
    from warehouse.roles import QueryRefusedError, RoleError
    from warehouse.server.failure import ServerFailed

    # A reading is thousands of tuples and no cycles: looking for some every 700 objects took a sixth of reading forms,
    # and two fifths of taking a kept reading out of the archive.
    gc.set_threshold(20_000)
    try:
        app()
    except (SourceNotFoundError, UnknownNameError, NoSuchValueError, QueryRefusedError, ValueError) as error:
        _say(error)
        sys.exit(2)
    except (
        RunFailedError,
        PictureError,
        PublishError,
        WarehouseUnreachable,
        RoleError,
        ServerFailed,
        OSError,
    ) as error:
        _say(error)
        sys.exit(1)
    except Exception as error:
        if (said := driver_error(error)) is None:
            raise
        why = str(said).strip().partition("\n")[0]
        _say(f"the warehouse was lost on the way: {why}; what was committed stays, run the same command again")
        sys.exit(1)


def _session(context: typer.Context) -> Any:
    from pipelines.command.session import open_session

    settings: Settings = context.obj
    return open_session(settings)


def _patiently(context: typer.Context, work: Callable[[Any], Found]) -> Found:
    from pipelines.command.patience import patiently

    return patiently(context.obj, work)


def _say(error: object) -> None:
    if isinstance(error, OSError) and error.filename and error.strerror:
        error = f"{error.filename}: {error.strerror}"
    Console(stderr=True, highlight=False).print(f"jixiao: {error}", markup=False, soft_wrap=True)


if __name__ == "__main__":
    main()
