"""`jixiao warehouse`: the embedded server up and down, its address, its readers."""

from typing import Annotated

import typer

warehouse = typer.Typer(no_args_is_help=True, help="The database: the embedded server, its address, its readers.")


@warehouse.command("start")
def warehouse_start(context: typer.Context) -> None:
    """Start the embedded server and keep it up."""
    from pipelines.command.session import open_session
    from warehouse.server.embedded import EmbeddedServer

    _embedded_only(context)
    with open_session(context.obj):
        EmbeddedServer(context.obj.home).start()
    typer.echo(EmbeddedServer(context.obj.home).url())


@warehouse.command("stop")
def warehouse_stop(context: typer.Context) -> None:
    """Keep the embedded server up no longer."""
    from warehouse.server.embedded import EmbeddedServer

    _embedded_only(context)
    stopped = EmbeddedServer(context.obj.home).stop()
    typer.echo("stopped" if stopped else "others still use it; it stops with the last of them")


@warehouse.command("url")
def warehouse_url(context: typer.Context) -> None:
    """The warehouse's address, password included."""
    from warehouse.server.embedded import EmbeddedServer

    typer.echo(context.obj.warehouse or EmbeddedServer(context.obj.home).url())


@warehouse.command("upgrade")
def warehouse_upgrade(context: typer.Context) -> None:
    """Bring the schema to this version."""
    from pipelines.command.session import open_session

    with open_session(context.obj):
        typer.echo("up to date")


@warehouse.command("grant-reader")
def warehouse_grant_reader(
    context: typer.Context,
    role: str,
    region: Annotated[
        list[str] | None, typer.Option(help="code or name: the reader sees this region's rows only; may be repeated")
    ] = None,
) -> None:
    """Make a login that may only read, and print its address; run again, it gets a new password."""
    import secrets

    from pipelines.command.compare import region_code_of
    from pipelines.command.session import open_session
    from warehouse.roles import create_reader

    regions = [code for name in region or () if (code := region_code_of(name)) is not None]
    password = secrets.token_urlsafe(18)
    with open_session(context.obj) as session:
        create_reader(session.engine, role, password, regions)
        url = session.engine.url.set(username=role, password=password, drivername="postgresql", query={})
    typer.echo(url.render_as_string(hide_password=False))


def _embedded_only(context: typer.Context) -> None:
    if context.obj.warehouse:
        raise ValueError(
            "the warehouse is the PostgreSQL that --warehouse or JIXIAO_WAREHOUSE names; only the embedded one is "
            "started and stopped here"
        )
