"""Each page of docs/questions: its query, run by a reader on documents with known answers, gives the rows it shows."""

import re
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, make_url, text

from tests.assets.marts.papers import PAPERS
from tests.assets.marts.world import load_world
from warehouse.engine import connect
from warehouse.migrations import upgrade
from warehouse.roles import create_reader
from warehouse.vocabulary import sync_dimensions

PAGES = sorted((Path(__file__).parents[3] / "docs" / "questions").glob("[0-9]*.md"))


@pytest.fixture(scope="module")
def reader(server_url):
    """A reader's engine on a warehouse that holds the papers."""
    owner = make_url(server_url).set(drivername="postgresql")
    with psycopg.connect(owner.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute("CREATE DATABASE questions")
    engine = connect(owner.set(database="questions"))
    upgrade(engine)
    with engine.begin() as connection:
        sync_dimensions(connection)
    load_world(engine, PAPERS)
    create_reader(engine, "asker", "asks")
    yield connect(engine.url.set(username="asker", password="asks"))
    with psycopg.connect(owner.render_as_string(hide_password=False), autocommit=True) as connection:
        connection.execute("DROP DATABASE questions WITH (FORCE)")
        connection.execute("DROP ROLE asker")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_query_of_the_page_gives_the_rows_of_the_page(reader: Engine, page: Path):
    said = page.read_text(encoding="utf-8")
    (query,) = re.findall(r"```sql\n(.*?)```", said, re.DOTALL)
    table = [line.strip("|").split("|") for line in said.splitlines() if line.startswith("|")]
    columns, _, *rows = ([cell.strip() for cell in row] for row in table)
    with reader.connect() as connection:
        result = connection.execute(text(query))
        assert list(result.keys()) == columns
        assert [[_shown(value) for value in row] for row in result] == rows
    assert rows


def test_there_is_a_page_for_each_of_the_22_questions():
    assert [int(page.name[:2]) for page in PAGES] == list(range(1, 23))
    index = (PAGES[0].parent / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"\]\((.*?)\)", index) == [page.name for page in PAGES]


def test_an_answer_can_be_had_as_of_a_day(reader: Engine):
    query = "SELECT count(*) FROM target_drift_as_of(:day) WHERE budget_year = 2025"
    with reader.connect() as connection:
        then, later = (connection.scalar(text(query), {"day": day}) for day in ("2025-02-06", "2025-02-07"))
        now = connection.scalar(text("SELECT count(*) FROM target_drift WHERE budget_year = 2025"))
    assert then == 0
    assert 0 < later < now


def _shown(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def test_boilerplate_and_likeness_are_those_of_the_shingles(reader: Engine):
    texts = {paper.department: paper.texts["tasks"] for paper in PAPERS if "tasks" in paper.texts}
    city = {
        name: {folded[at : at + 5] for at in range(len(folded) - 4)}
        for name, text in texts.items()
        if "梁子湖区" not in name and (folded := re.sub(r"[\d、，。]", "", text.replace(name, "")))
    }
    common = set.intersection(*city.values())
    with reader.connect() as connection:
        query = "SELECT department_name, boilerplate_share FROM boilerplate_share "
        shares = connection.execute(text(query + "WHERE narrative = 'tasks' AND region_code = '420700'"))
        found = {name: float(share) for name, share in shares}
        query = "SELECT department_name, other_department_name, likeness FROM text_likeness WHERE narrative = 'tasks'"
        alike = {frozenset(names): float(likeness) for *names, likeness in connection.execute(text(query))}
    # Three departments: a piece counts as boilerplate only where all three have it.
    assert found == {name: pytest.approx(len(common) / len(pieces), abs=0.001) for name, pieces in city.items()}
    assert alike == {
        frozenset((one, other)): pytest.approx(len(city[one] & city[other]) / len(city[one] | city[other]), abs=0.001)
        for one in city
        for other in city
        if one < other
    }


def test_the_quality_score_is_what_its_formula_says(reader: Engine):
    query = "SELECT * FROM document_quality WHERE department_name = '鄂州市教育局' AND budget_year = 2025"
    with reader.connect() as connection:
        row = connection.execute(text(query)).one()
    # Five targets, of which 校园食品安全自查次数 is no indicator of the vocabulary; nothing is empty or unsure.
    assert (row.rows_count, float(row.recognised_share), float(row.stated_share), float(row.certain_share)) == (
        5,
        0.8,
        1,
        1,
    )
    assert row.errors_count > 0
    conformity = max(0, 1 - (3 * row.errors_count + row.warnings_count) / 5)
    assert float(row.quality_score) == pytest.approx(40 * conformity + 16 + 20 + 20, abs=0.05)
