"""Departments of two cities and a county meet on a 个性 indicator, a reviewed one and one that a person makes so."""

import csv
import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from contracts.vocabulary.decisions import take_decisions
from pipelines.command.main import app
from tests.drawing.content import Approval, Line
from tests.drawing.pages import Manner
from tests.drawing.pdf import drawn

Run = Callable[..., Any]
OWN = "渡口码头撤并数"
NAMELESS = """<p>部门整体绩效目标表</p><table><tr><td>一级指标<td>三级指标<td>指标值
<tr><td>管理效率<td>预算执行率<td>≥93%</table>"""
FUNDING = tuple(
    (side, item, amount, share, amount, amount)
    for side, parts in (("收入构成", ("财政拨款", "合计")), ("支出构成", ("人员类项目支出", "合计")))
    for item, amount, share in ((parts[0], "100", "100%"), (parts[1], "100", "100%"))
)


def approval(department: str, bridges: str, ferries: str, spelling: str = OWN) -> Approval:
    rows = (
        ("管理效率", "预算执行", "预算执行率", "≥95%"),
        ("履职效能", "公路建设养护", "危桥改造数量", bridges),
        ("履职效能", "水路运输", spelling, ferries),
    )
    lines = [(level1, level2, name, value) for level1, level2, name, value in rows]
    return Approval(
        department, 2025, 2026, FUNDING, "负责交通运输。", "完成年度任务。", "长期目标。", "年度目标。",
        tuple(Line(*line[:3], (line[3],), "计划标准", "绩效基本型") for line in lines),
        tuple(Line(*line[:3], ("", "", line[3]), "计划标准", "绩效基本型") for line in lines),
    )  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def jixiao(home: Path, module_database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Run]:
    """The command line, in this process, over a document of 鄂州市 and one of a county that the manifest names."""
    folder = tmp_path_factory.mktemp("documents")
    (folder / "a.pdf").write_bytes(drawn([approval("鄂州市交通运输局", "≥16座", "≥3个")], Manner()))
    other = approval("交通局", "不低于21座", "≥5垛", "全县渡口码头撤并数量")
    (folder / "b.pdf").write_bytes(drawn([other], Manner()))
    (folder / "c.html").write_text(NAMELESS, encoding="utf-8")
    said = "file,region,department,year\nb.pdf,湖北省团风县,,\nc.html,,鄂州市水利局,2024\n"
    (folder / "manifest.csv").write_text(said, encoding="utf-8")

    def run(*words: str) -> Result:
        return CliRunner().invoke(app, ["--home", str(home), "--warehouse", module_database, *words])

    before = dict(os.environ)
    try:
        done = run("ingest", str(folder))
        assert done.exit_code == 0, done.output
        assert "new documents 3" in done.stdout
        assert "quarantined" not in done.stdout, done.stdout
        yield run
    finally:
        os.environ.clear()
        os.environ.update(before)
        take_decisions(())


def test_a_paper_that_says_neither_whose_nor_when_is_what_the_manifest_names(jixiao: Run) -> None:
    query = "SELECT department_name, budget_year, value_year, value_printed FROM wide_indicator_value"
    done = jixiao("sql", f"{query} WHERE form = 'goal_table'", "--format", "json")
    assert done.exit_code == 0, done.output
    assert [tuple(row.values()) for row in json.loads(done.stdout)] == [("鄂州市水利局", 2024, 2024, "≥93%")]


def test_a_manifest_added_later_takes_a_paper_out_of_quarantine(jixiao: Run, tmp_path: Path) -> None:
    (tmp_path / "later.html").write_text(NAMELESS.replace("93", "94"), encoding="utf-8")
    assert "name it in a manifest.csv beside the file" in jixiao("ingest", str(tmp_path)).stdout
    assert "0 left the quarantine" in jixiao("quarantine", "replay").stdout
    said = "file,department,year\nlater.html,鄂州市水利局,2023\n"
    (tmp_path / "manifest.csv").write_text(said, encoding="utf-8")
    assert jixiao("ingest", str(tmp_path)).exit_code == 0
    assert "1 left the quarantine" in jixiao("quarantine", "replay").stdout
    query = "SELECT department_name, value_year FROM wide_indicator_value WHERE value_printed = '≥94%'"
    assert json.loads(jixiao("sql", query, "--format", "json").stdout) == [
        {"department_name": "鄂州市水利局", "value_year": 2023}
    ]


def compared(jixiao: Run, name: str) -> list[tuple[str, str, int | None]]:
    done = jixiao("compare", name, "--year", "2025", "--format", "json")
    assert done.exit_code == 0, done.output
    return [(row["region_name"], row["value_printed"], row["peers_rank"]) for row in json.loads(done.stdout)]


def waiting(jixiao: Run, subject: str) -> list[str]:
    done = jixiao("review", "list", "--subject", subject, "--format", "json")
    assert done.exit_code == 0, done.output
    return [row["name"] for row in json.loads(done.stdout)]


def decided(home: Path) -> list[dict[str, str]]:
    return list(csv.DictReader((home / "review.csv").read_text(encoding="utf-8").splitlines()))


def test_a_reviewed_indicator_of_a_function_meets_across_regions(jixiao: Run) -> None:
    assert compared(jixiao, "危桥改造数量") == [("团风县", "不低于21座", 1), ("鄂州市", "≥16座", 2)]
    shown = jixiao("compare", "危桥改造数量", "--year", "2025").stdout
    assert shown.count("█") > 10
    assert "鄂州市交通运输局" in shown
    assert "团风县" in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("new", "渡口码头撤并", "--why", "各地均有"), OWN),
        (("new", OWN, "--why", " "), "--why"),
        (("new", OWN, "--why", "x", "--function", "交通运轮"), "交通运输"),
        (("new", OWN, "--why", "x", "--unit", "不存在的单位"), "--subject unit"),
        (("new", OWN, "--why", "x", "--direction", "up"), "higher"),
        (("new", "危桥改造数量", "--why", "x"), "accept"),
        (("accept", OWN, "--why", "x"), "NAME CODE"),
        (("accept", OWN, "危桥改照数量", "--why", "x"), "危桥改造数量"),
        (("accept", "交通局", "420700-交通运输局", "--subject", "department", "--why", "x"), "manifest.csv"),
        (("accept", "垛", "坐", "--subject", "unit", "--why", "x"), "unit"),
        (("new", "垛", "--subject", "unit", "--why", "x"), "--measure"),
    ],
)
def test_a_mistake_decides_nothing_and_says_what_to_do(
    jixiao: Run, home: Path, words: tuple[str, ...], said: str
) -> None:
    done = jixiao("review", *words)
    assert isinstance(done.exception, ValueError)
    assert said in str(done.exception)
    assert not (home / "review.csv").exists()


def test_a_name_of_nobodys_waits_until_a_person_makes_it_an_indicator(jixiao: Run, home: Path) -> None:
    assert (waiting(jixiao, "indicator"), waiting(jixiao, "unit")) == ([OWN], ["垛"])
    assert "jixiao review new" in str(jixiao("compare", OWN).exception)
    assert jixiao("review", "reject", OWN, "--why", "不清楚").exit_code == 0
    assert waiting(jixiao, "indicator") == []
    assert jixiao("review", "accept", "垛", "个", "--subject", "unit", "--why", "即个").exit_code == 0
    done = jixiao("review", "new", OWN, "--why", "各地交通部门均有", "--by", "张三", "--english", "Ferries closed")
    assert done.exit_code == 0, done.output
    assert "2 documents are touched" in done.stdout
    *_, last = decided(home)
    assert (last["decided_by"], last["reason"], last["function"]) == ("张三", "各地交通部门均有", "transport")
    assert (last["direction"], last["measure"], last["unit"]) == ("higher", "quantity", "个")
    assert last["decided_at"] > "2026"
    shutil.rmtree(home / "archive" / "originals")  # nothing is read again
    again = json.loads(jixiao("backfill", "--years", "2025", "--json").stdout)
    assert (again["run"], again["documents_loaded"]) == (2, 2)
    assert compared(jixiao, OWN) == [("团风县", "≥5垛", 1), ("鄂州市", "≥3个", 2)]
    assert (waiting(jixiao, "indicator"), waiting(jixiao, "unit")) == ([], [])
