"""`jixiao review`: its commands and their options. What they do stands in `waiting_names` and `review`."""

from typing import Annotated

import typer

from pipelines.command.options import How, Listing, Output
from pipelines.command.output import Format, show
from pipelines.command.subjects import Subject

review = typer.Typer(no_args_is_help=True, help="Names that wait for a person's word, and the word on them.")

About = Annotated[Subject, typer.Option(help="what the name is the name of")]
Why = Annotated[str, typer.Option(help="the reason, for whoever reviews the file")]
By = Annotated[str | None, typer.Option(help="who decides, if not this login")]


@review.command("list", cls=Listing)
def review_list(
    context: typer.Context, subject: About = Subject.INDICATOR, how: How = Format.TABLE, output: Output = None
) -> None:
    """Names that wait: how often and how they are printed, and what is near: a suggestion, never used by itself."""
    from pipelines.command.session import open_session
    from pipelines.command.waiting_names import waiting_names

    with open_session(context.obj) as session:
        rows = waiting_names(session.engine, subject)
    titles = {
        "name": "名称 name", "count": "次数 count", "printed": "印制 printed", "functions": "职能 functions",
        "near": "相近 near",
    }  # fmt: skip
    show(rows, titles, how, output)
    if how is Format.TABLE:
        typer.echo(
            f"待确认 names that wait: {len(rows)}; `jixiao review accept NAME CODE`, `reject NAME`, `new NAME`, --why"
        )


@review.command("accept")
def review_accept(
    context: typer.Context,
    names: Annotated[list[str], typer.Argument(help="names as printed, then the code or reviewed name that they mean")],
    why: Why,
    subject: About = Subject.INDICATOR,
    function: Annotated[str | None, typer.Option(help="only for departments of this function")] = None,
    by: By = None,
) -> None:
    """Decide what names mean: NAME… CODE."""
    from pipelines.command.review import accept, signed
    from pipelines.command.session import open_session

    if len(names) < 2:
        raise ValueError("say what the name means: `jixiao review accept NAME CODE --why …`")
    *printed, meant = names
    with open_session(context.obj) as session:
        typer.echo(accept(session, subject, printed, meant, function, signed(by, why)))


@review.command("reject")
def review_reject(
    context: typer.Context,
    name: str,
    why: Why,
    code: Annotated[str | None, typer.Argument(help="what it does not mean; none: it is nothing to be listed")] = None,
    subject: About = Subject.INDICATOR,
    by: By = None,
) -> None:
    """Decide that a name does not mean CODE, or that it should wait no longer."""
    from pipelines.command.review import reject, signed
    from pipelines.command.session import open_session

    with open_session(context.obj) as session:
        typer.echo(reject(session, subject, [name], code, signed(by, why)))


@review.command("new")
def review_new(
    context: typer.Context,
    names: list[str],
    why: Why,
    subject: About = Subject.INDICATOR,
    function: Annotated[str | None, typer.Option(help="whose departments state it; `all` for several")] = None,
    code: Annotated[str | None, typer.Option(help="made from function and name if not given")] = None,
    english: Annotated[str, typer.Option(help="its English name")] = "",
    scope: Annotated[str, typer.Option(help="function, common or own")] = "function",
    direction: Annotated[str | None, typer.Option(help="higher, lower, target or qualitative; else as printed")] = None,
    measure: Annotated[str | None, typer.Option(help="as printed if not given; of a unit: what it measures")] = None,
    unit: Annotated[str | None, typer.Option(help="as printed if not given")] = None,
    by: By = None,
) -> None:
    """Decide that names are indicators (or units) of their own, which peers of every region share."""
    from pipelines.command.review import Described, new, signed
    from pipelines.command.session import open_session

    said = Described(function, code, english, scope, direction, measure, unit)
    with open_session(context.obj) as session:
        typer.echo(new(session, subject, names, said, signed(by, why)))
