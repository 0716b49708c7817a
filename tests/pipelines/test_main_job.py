"""The main job on real documents: a folder goes in, departments are compared, each number leads back to its cell."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import Engine, create_engine, text

TRUTH = Path(__file__).parents[1] / "fixtures" / "truth"
Run = Callable[..., Any]
REAL = "鄂州市人力资源和社会保障局"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def jixiao(home: Path, module_database: str, examples: Path, command: Callable[..., Run]) -> Run:
    """The command line over a warehouse that has taken in the examples."""
    run = command(home, module_database)
    done = run("ingest", str(examples))
    assert done.returncode == 0, done.stderr
    assert "文件 files 18 · 未变 unchanged 0 · 新文件 new documents 18" in done.stdout
    assert "quarantined" not in done.stdout
    return run


@pytest.fixture(scope="module")
def engine(jixiao: Run, module_database: str) -> Iterator[Engine]:
    engine = create_engine(module_database)
    yield engine
    engine.dispose()


def rows(engine: Engine, query: str) -> list[dict[str, Any]]:
    with engine.connect() as connection:
        return [dict(row) for row in connection.execute(text(query)).mappings()]


def squash(printed: object) -> str:
    return re.sub(r"\s+", "", "" if printed is None else str(printed))


@pytest.mark.parametrize("path", sorted(TRUTH.glob("*.truth.json")), ids=lambda path: path.name[:24])
def test_every_cell_is_what_a_clerk_would_type(engine: Engine, path: Path) -> None:
    truth = json.loads(path.read_text(encoding="utf-8"))
    year = truth["year"]
    wanted: Counter[tuple[object, ...]] = Counter()
    for number, (level1, level2, name, value, basis, kind) in enumerate(truth["long_indicators"], 1):
        wanted["long_term", number, level1, level2, name, truth["long_until"], "target", value, basis, kind] += 1
    for number, (level1, level2, name, before, last, goal, basis, kind) in enumerate(truth["annual_indicators"], 1):
        for value_year, role, value in (
            (year - 2, "baseline", before),
            (year - 1, "baseline", last),
            (year, "target", goal),
        ):
            wanted["annual", number, level1, level2, name, value_year, role, value, basis, kind] += 1
    columns = "horizon, row_number, level1_printed, level2_printed, name_printed, value_year, value_role, value_printed"
    found = rows(
        engine,
        f"SELECT {columns}, basis_printed, classification_printed FROM wide_indicator_value "
        f"WHERE department_name = '{truth['department']}' AND budget_year = {year}",
    )
    squashed = Counter(tuple(squash(value) for value in row) for row in wanted.elements())
    assert Counter(tuple(squash(value) for value in row.values()) for row in found) == squashed


def test_the_last_load_of_a_region_made_the_marts_rows_of_all_its_years(engine: Engine) -> None:
    assert rows(engine, "SELECT * FROM registry.touched_departments") == []
    assert rows(engine, "SELECT count(*) AS kept FROM registry.drift_rows")[0]["kept"] > 0


def test_the_real_document_is_whole(engine: Engine) -> None:
    counts = rows(
        engine,
        "SELECT horizon, count(DISTINCT row_number) AS lines FROM wide_indicator_value "
        f"WHERE department_name = '{REAL}' GROUP BY horizon ORDER BY horizon",
    )
    assert counts == [{"horizon": "annual", "lines": 44}, {"horizon": "long_term", "lines": 49}]
    money = rows(
        engine,
        "SELECT item_printed, fiscal_year, amount_yuan, share FROM wide_funding "
        f"WHERE department_name = '{REAL}' AND side = 'expenditure' AND fiscal_year = 2025 ORDER BY amount_yuan",
    )
    assert [(row["item_printed"], str(row["amount_yuan"]), str(row["share"].normalize())) for row in money] == [
        ("运转类项目支出", "4234000.00", "0.0583"),
        ("人员类项目支出", "26856400.00", "0.3701"),
        ("特定目标类项目支出", "41484400.00", "0.5716"),
        ("合计", "72574800.00", "1"),
    ]


def test_the_real_documents_faults_are_found(engine: Engine) -> None:
    found = rows(
        engine, f"SELECT rule_code, actual, difference, page FROM wide_finding WHERE department_name = '{REAL}'"
    )
    codes = {row["rule_code"] for row in found}
    assert {"M004", "M006", "V001", "N001"} <= codes, codes
    assert any("37.01" in (row["actual"] or "") for row in found if row["rule_code"] == "M004")
    assert any("307.42" in (row["difference"] or "") for row in found if row["rule_code"] == "M006")
    assert all(row["page"] for row in found if row["rule_code"] in {"M004", "M006", "V001", "N001"})


def test_the_same_folder_again_changes_nothing_and_says_so(jixiao: Run, engine: Engine, examples: Path) -> None:
    before = rows(engine, "SELECT * FROM fact_indicator_value ORDER BY value_id")
    done = jixiao("ingest", str(examples))
    assert (done.returncode, done.stdout.strip()) == (
        0,
        "没有变化，18 个文件均为已知 nothing changed: all 18 files were known already",
    )
    assert rows(engine, "SELECT * FROM fact_indicator_value ORDER BY value_id") == before


def test_departments_stand_side_by_side(jixiao: Run) -> None:
    done = jixiao("compare", "预算执行率", "--year", "2025", "--format", "json")
    compared = {row["department_name"]: row for row in json.loads(done.stdout)}
    assert len(compared) == 5
    assert compared[REAL]["value_printed"] == "100%"
    assert jixiao("compare", "预算执行率", "--year", "2025").stdout.count("█") > 5


def test_a_number_leads_back_to_its_cell(jixiao: Run, engine: Engine, tmp_path: Path) -> None:
    (value,) = rows(
        engine,
        "SELECT value_id, document_sha256 FROM wide_indicator_value "
        f"WHERE department_name = '{REAL}' AND value_printed = '≥14.32万人'",
    )
    image = tmp_path / "cell.png"
    done = jixiao("explain", value["value_id"], "--image", str(image))
    assert done.returncode == 0, done.stderr
    for said in (
        "≥14.32万人",
        "143200",
        value["document_sha256"],
        "2025年部门整体绩效目标批复.pdf",
        "全市基本养老保险缴费人数",
    ):
        assert said in done.stdout
    with Image.open(image) as picture:
        assert min(picture.size) > 500
    found = json.loads(jixiao("explain", value["value_id"], "--json").stdout)
    assert (found["value"]["value_printed"], found["value"]["value_low"]) == ("≥14.32万人", "143200")
    assert [source["source_name"] for source in found["sources"]] == ["2025年部门整体绩效目标批复.pdf"]


def test_no_document_text_becomes_a_formula(jixiao: Run) -> None:
    done = jixiao("sql", "SELECT '=1+1' AS a, '+x' AS b", "--format", "csv")
    assert done.stdout.splitlines()[1] == "'=1+1,'+x"


def test_a_query_may_not_change_anything(jixiao: Run) -> None:
    done = jixiao("sql", "DELETE FROM fact_finding")
    assert done.returncode == 2
    assert done.stderr.startswith("jixiao: ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("compare", "预算执行律"), "预算执行率"),
        (("compare", "预算执行率", "--region", "nowhere"), "nowhere"),
        (("explain", "no-such-value"), "no-such-value"),
        (("backfill", "--years", "soon"), "2019..2025"),
        (("ingest", "/nowhere/at/all"), "/nowhere/at/all"),
        (("no-such-command",), "no-such-command"),
    ],
)
def test_a_mistake_ends_as_one_line_that_helps(jixiao: Run, words: tuple[str, ...], said: str) -> None:
    done = jixiao(*words)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_status_doctor_and_findings_speak(jixiao: Run) -> None:
    status = json.loads(jixiao("status", "--format", "json").stdout)
    assert sum(row["loaded"] for row in status) == 18
    doctor = jixiao("doctor", "--json")
    assert doctor.returncode == 0, doctor.stdout
    assert all(check["holds"] for check in json.loads(doctor.stdout))
    assert "M006" in jixiao("findings", "--summary").stdout


def test_a_backfill_that_reads_anew_ends_in_the_same_rows(jixiao: Run, engine: Engine) -> None:
    before = rows(engine, "SELECT * FROM fact_indicator_value ORDER BY value_id")
    quiet = json.loads(jixiao("backfill", "--years", "2021..2025", "--json").stdout)
    assert (quiet["regions_and_years"], quiet["run"]) == (5, 0)
    again = json.loads(jixiao("backfill", "--years", "2024..2025", "--reparse", "--json").stdout)
    assert (again["run"], again["documents_loaded"], again["documents_quarantined"]) == (2, 0, 0), again
    assert rows(engine, "SELECT * FROM fact_indicator_value ORDER BY value_id") == before
