"""What people script against: every command is there under its name, and a wrong word is a wrong use."""

from pathlib import Path

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


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("withdraw", "a document", "--on", "soon"), 2, "2025-06-01"),
        (("findings", "--severity", "grave"), 2, "fatal, error, warning, notice"),
        (("--warehouse", "nonsense", "status"), 1, "postgresql://USER:PASSWORD@HOST:PORT/DATABASE"),
        (("--warehouse", "postgresql://someone@127.0.0.1:1/none", "warehouse", "start"), 2, "only the embedded one"),
        (("--warehouse", "postgresql://someone@127.0.0.1:1/none", "warehouse", "stop"), 2, "only the embedded one"),
    ],
)
def test_a_mistake_ends_as_one_line_that_helps(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    status: int,
    said: str,
) -> None:
    monkeypatch.setattr("sys.argv", ["jixiao", "--home", str(tmp_path), *words])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == status
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("WORKERS", "a-secret", "JIXIAO_WORKERS"),
        ("REPORT_TO", "a-secret", "as JSON"),
        ("HOME", __file__, "home folder"),
    ],
)
def test_a_wrong_setting_is_one_line_that_does_not_show_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(f"JIXIAO_{variable}", value)
    monkeypatch.setattr("sys.argv", ["jixiao", "status"])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert said in line
    assert "a-secret" not in line
