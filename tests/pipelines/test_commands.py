"""What people script against: every command is there under its name, and a wrong word is a wrong use."""

import pytest
import typer

from pipelines.command.main import app, main

COMMANDS = {
    "ingest", "backfill", "status", "compare", "explain", "findings", "quarantine list", "quarantine show",
    "quarantine replay", "review list", "review accept", "review reject", "publish", "warehouse start",
    "warehouse stop", "warehouse url", "warehouse upgrade", "warehouse grant-reader", "sql", "serve", "doctor",
    "diff", "loads", "withdraw",
}  # fmt: skip


def test_every_promised_command_is_there() -> None:
    known = set()
    for name, command in typer.main.get_command(app).commands.items():  # type: ignore[attr-defined]
        known |= {f"{name} {below}" for below in getattr(command, "commands", ())} or {name}
    assert known >= COMMANDS


def test_a_severity_that_is_none_is_a_wrong_use(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    monkeypatch.setattr("sys.argv", ["jixiao", "findings", "--severity", "grave"])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    assert "fatal, error, warning, notice" in capsys.readouterr().err
