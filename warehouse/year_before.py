"""The year before, as it is loaded: what speaks for it, given back as the frames that the contracts declare.

The rules across years hold a year against it, so a load notes which load of the year before it knew; a newer one there
makes the year wait for its findings again (`warehouse.waiting`). So they are found in whichever order years arrive.
"""

from dataclasses import dataclass

import pandas as pd
import pandera.pandas as pa
from sqlalchemy import Connection, Table, func, select

from contracts.frames.normalized import FundingAmounts, IndicatorValues
from contracts.validation import typed
from warehouse.records import frame_of
from warehouse.registry import documents_of
from warehouse.tables.documents import DIM_DOCUMENT
from warehouse.tables.facts import FACT_FUNDING, FACT_INDICATOR_VALUE
from warehouse.tables.metadata import NO_UNIT, UNKNOWN_INDICATOR


@dataclass(frozen=True, slots=True)
class YearBefore:
    """Every document of the year (`Documents`, and `load_id`, the load that last wrote it if it is current), and the
    facts of the current ones as `IndicatorValues` and `FundingAmounts`.
    """

    documents: pd.DataFrame
    indicators: pd.DataFrame
    funding: pd.DataFrame


def year_before(connection: Connection, region_code: str, budget_year: int) -> YearBefore:
    """What is loaded of the year before `budget_year`."""
    table, before = DIM_DOCUMENT.c, budget_year - 1
    rows = connection.execute(
        select(table.document_id, table.load_id, table.is_current).where(
            table.region_code == region_code, table.budget_year == before
        )
    ).all()
    load_ids = {row.document_id: row.load_id if row.is_current else None for row in rows}
    current = [row.document_id for row in rows if row.is_current]
    documents = documents_of(connection, region_code, before)
    indicators = _facts(connection, FACT_INDICATOR_VALUE, IndicatorValues, current)
    indicators["deadline"] = [day and day.isoformat() for day in indicators["deadline"]]
    indicators["indicator_code"] = indicators["indicator_code"].replace({UNKNOWN_INDICATOR: None})
    indicators["unit"] = indicators["unit"].replace({NO_UNIT: None})
    return YearBefore(
        documents=documents.assign(load_id=pd.array([load_ids[one] for one in documents["document_id"]], "Int64")),
        indicators=typed(IndicatorValues, indicators),
        funding=typed(FundingAmounts, _facts(connection, FACT_FUNDING, FundingAmounts, current)),
    )


def newest_load(documents: pd.DataFrame) -> int | None:
    """The newest load among `YearBefore.documents` that are current, None where none is."""
    load_ids = documents["load_id"].dropna()
    return None if load_ids.empty else int(load_ids.max())


def _facts(connection: Connection, fact: Table, model: type[pa.DataFrameModel], ids: list[str]) -> pd.DataFrame:
    """The documents' rows of a fact, the columns of its contract."""
    columns = [fact.c[name] for name in model.to_schema().columns]
    return frame_of(connection.execute(select(*columns).where(fact.c.document_id == func.any(ids))))
