"""What is shipped for containers fits the code: commands that exist, files that are there, settings that are read."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from pipelines.command.main import app
from pipelines.settings import Settings

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"


def parse(words: list[str]) -> None:
    """Raises if the command line does not take these words."""
    command = get_command(app)
    _, found, rest = command.resolve_command(command.make_context("jixiao", [], resilient_parsing=True), words)  # type: ignore[attr-defined]
    assert found is not None
    found.make_context(words[0], list(rest))


def compose() -> dict[str, Any]:
    said: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return said


@pytest.mark.parametrize("service", ["serve", "worker"])
def test_every_service_runs_a_command_that_there_is(service: str) -> None:
    said = compose()["services"][service]
    parse(said["command"])
    assert (DEPLOY / said["build"]["context"]).resolve() == ROOT
    assert (ROOT / said["build"]["dockerfile"]).is_file()
    for name in said["environment"]:
        assert name.removeprefix("JIXIAO_").lower() in Settings.model_fields


def test_the_image_is_made_of_what_is_there() -> None:
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    steps = [line.split(maxsplit=1) for line in lines if line and not line.startswith("#")]
    assert steps[0][0] == "FROM"
    let_through = {line.removeprefix("!") for line in (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines()}
    stages = {words.split()[-1] for name, words in steps if name == "FROM" and " AS " in words}
    for name, words in steps:
        assert name in {"FROM", "RUN", "WORKDIR", "COPY", "USER", "ENV", "VOLUME", "EXPOSE", "ENTRYPOINT", "CMD"}
        if name == "COPY":
            stage, *sources = words.split()[:-1]
            if stage.startswith("--from="):
                assert stage.removeprefix("--from=") in stages
            else:
                assert all((ROOT / source).exists() for source in (stage, *sources))
                assert let_through.issuperset((stage, *sources))
    (command,) = (words for name, words in steps if name == "CMD")
    parse(yaml.safe_load(command))
    assert ["USER", "jixiao"] in steps


def test_the_chart_is_told_of_the_code_location_and_takes_no_password() -> None:
    text = (DEPLOY / "helm-values.yaml").read_text(encoding="utf-8")
    said = yaml.safe_load(text)
    (location,) = said["dagster-user-deployments"]["deployments"]
    assert location["dagsterApiGrpcArgs"] == ["-m", "pipelines.definitions"]
    assert said["runLauncher"]["type"] == "K8sRunLauncher"
    assert not re.search(r"postgresql://|password\s*:", text, re.IGNORECASE)
