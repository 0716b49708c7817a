"""A warehouse that is up to date, and frames to load into it, drawn from a few numbers."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pandas as pd
import psycopg
import pytest
from sqlalchemy import Engine, make_url

from contracts.frames.documents import Documents
from contracts.frames.findings import Findings
from contracts.frames.normalized import FundingAmounts, IndicatorValues, Scores, TaskAmounts
from contracts.frames.printed import PrintedNarratives
from contracts.vocabulary.decisions import take_decisions
from warehouse import migrations
from warehouse.engine import connect
from warehouse.load import LoadFrames
from warehouse.vocabulary import sync_dimensions

REGION, YEAR = "420700", 2025
PLACE = {"page": 1, "x0": 10.5, "top": 20.0, "x1": 30.25, "bottom": 40.0, "place": ""}
TRUST = {"confidence": 1.0, "is_unsure": False}


@pytest.fixture(scope="session")
def template(server_url: str) -> str:
    """The name of a database that is up to date and has its dimensions: copying it is quicker than making it again."""
    name = f"template_{uuid4().hex}"
    with psycopg.connect(_address(server_url), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    engine = connect(make_url(server_url).set(database=name))
    migrations.upgrade(engine)
    with engine.begin() as connection:
        sync_dimensions(connection)
    return name


@pytest.fixture
def warehouse(server_url: str, template: str) -> Iterator[Engine]:
    """A warehouse with nothing loaded yet."""
    name = f"test_{uuid4().hex}"
    with psycopg.connect(_address(server_url), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield connect(make_url(server_url).set(database=name))
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def deciding() -> Iterator[Callable[..., None]]:
    """Lets the vocabularies rely on the decisions given, until the test ends."""
    yield lambda *decisions: take_decisions(decisions)
    take_decisions(())


def _address(server_url: str) -> str:
    return make_url(server_url).set(drivername="postgresql").render_as_string(hide_password=False)


class Drawn:
    """Draws frames that keep the contracts: what a test does not say is filled in."""

    REGION, YEAR = REGION, YEAR

    @staticmethod
    def documents(*documents: dict[str, Any]) -> pd.DataFrame:
        rows = []
        for number, said in enumerate(documents, 1):
            sha256 = said.get("document_sha256", f"{number:064x}"[::-1])
            row = {
                "document_id": sha256[:16],
                "document_sha256": sha256,
                "source_name": f"{number}.pdf",
                "form": "approval",
                "title_printed": "2025年部门整体绩效目标批复",
                "department_printed": "鄂州市民政局",
                "department_id": "420700-民政局",
                "region_code": REGION,
                "budget_year": YEAR,
                "long_until": 2026,
                "pages": 2,
                "reader": "pdf",
                "template": "hubei",
                "state": "registered",
            }
            rows.append({**row, **said})
        return _frame(Documents, rows)

    @staticmethod
    def indicators(document_id: str, *values: dict[str, Any]) -> pd.DataFrame:
        rows = []
        for number, said in enumerate(values or ({},), 1):
            row = {
                "value_id": f"{document_id}/{number}",
                "document_id": document_id,
                "region_code": REGION,
                "budget_year": YEAR,
                "form": "approval",
                "horizon": "annual",
                "row_number": number,
                "level1_printed": "管理效率",
                "level2_printed": "预算执行",
                "name_printed": "预算执行率",
                "value_year": YEAR,
                "value_role": "target",
                "value_printed": "≥95%",
                "measure": "ratio",
                "comparator": "ge",
                "value_low": Decimal(95),
                "unit": "%",
                "is_unit_inferred": False,
                "direction": "higher",
                "faults": "",
                "name_page": 1,
                **{f"name_{edge}": 1.0 for edge in ("x0", "top", "x1", "bottom")},
                "name_place": "",
                **PLACE,
                **TRUST,
            }
            rows.append({**row, **said})
        return _frame(IndicatorValues, rows)

    @staticmethod
    def funding(document_id: str, *amounts: dict[str, Any]) -> pd.DataFrame:
        rows = []
        for number, said in enumerate(amounts or ({},), 1):
            row = {
                "funding_id": f"{document_id}/f{number}",
                "document_id": document_id,
                "region_code": REGION,
                "budget_year": YEAR,
                "form": "approval",
                "row_number": number,
                "side": "revenue",
                "item_printed": "财政拨款",
                "item_code": "fiscal",
                "is_total": False,
                "stage": "budget",
                "fiscal_year": YEAR,
                "amount_printed": "7257.48",
                "amount_yuan": Decimal("72574800.00"),
                "share_printed": "57.16%",
                "share": Decimal("0.5716"),
                "faults": "",
                **PLACE,
                **TRUST,
            }
            rows.append({**row, **said})
        return _frame(FundingAmounts, rows)

    @staticmethod
    def tasks(document_id: str) -> pd.DataFrame:
        row = {"task_id": f"{document_id}/k", "document_id": document_id, "region_code": REGION, "budget_year": YEAR}
        said = {"form": "declaration", "row_number": 1, "task_printed": "污染防治", "total_printed": "1189.33"}
        money = {"total_yuan": Decimal("11893300.00"), "is_total": False, "faults": ""}
        return _frame(TaskAmounts, [{**row, **said, **money, **PLACE, **TRUST}])

    @staticmethod
    def scores(document_id: str) -> pd.DataFrame:
        row = {"score_id": f"{document_id}/s", "document_id": document_id, "region_code": REGION, "budget_year": YEAR}
        said = {"form": "self_evaluation", "row_number": 1, "subject_printed": "总分", "score_printed": "66.74"}
        points = {"score": Decimal("66.74"), "is_total": True, "faults": ""}
        return _frame(Scores, [{**row, **said, **points, **PLACE, **TRUST}])

    @staticmethod
    def narratives(document_id: str, text: str = "1.贯彻执行\n2.拟订规划") -> pd.DataFrame:
        row = {"document_id": document_id, "narrative": "functions", "label_printed": "部门职能概述"}
        return _frame(PrintedNarratives, [{**row, "text_printed": text, **PLACE, **TRUST}])

    @staticmethod
    def findings(document_id: str, *findings: dict[str, Any]) -> pd.DataFrame:
        rows = []
        for number, said in enumerate(findings, 1):
            row = {
                "finding_id": f"{document_id}/{number}",
                "document_id": document_id,
                "rule_code": "percent_doubled",
                "severity": "error",
                "message_zh": "百分号重复",
                "message_en": "doubled per-cent sign",
                **PLACE,
            }
            rows.append({**row, **said})
        return _frame(Findings, rows)

    @staticmethod
    def quarantined(*documents: tuple[str, str]) -> pd.DataFrame:
        rows = [(document_id, reason, None) for document_id, reason in documents]
        return pd.DataFrame(rows, columns=["document_id", "reason_code", "reason_detail"])

    def load(self, *document_ids: str, **frames: pd.DataFrame) -> LoadFrames:
        """A set in which each document has one row of each fact and no finding, unless said otherwise."""

        def of_each(draw: Callable[[str], pd.DataFrame], empty: pd.DataFrame) -> pd.DataFrame:
            return pd.concat([draw(one) for one in document_ids], ignore_index=True) if document_ids else empty

        return LoadFrames(
            frames.get("indicators", of_each(self.indicators, self.indicators("0" * 16).head(0))),
            frames.get("funding", of_each(self.funding, self.funding("0" * 16).head(0))),
            frames.get("tasks", of_each(self.tasks, self.tasks("0" * 16).head(0))),
            frames.get("scores", of_each(self.scores, self.scores("0" * 16).head(0))),
            frames.get("narratives", of_each(self.narratives, self.narratives("0" * 16).head(0))),
            frames.get("findings", self.findings("0" * 16)),
            frames.get("quarantined", self.quarantined()),
        )


@pytest.fixture
def drawn() -> Drawn:
    return Drawn()


def _frame(model: Any, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The rows with every column of the model, in its types, checked by it."""
    schema = model.to_schema()
    columns = {}
    for name, column in schema.columns.items():
        kind = str(column.dtype)
        values = [row.get(name) for row in rows]
        columns[name] = pd.Series(values, dtype="object" if kind == "object" else kind)
    frame = pd.DataFrame(columns)
    return model.validate(frame)
