"""The year before, as it is loaded: what speaks for it, given back as the frames that the contracts declare.

The rules across years hold a year against it, so a load notes which load of the year before it knew; a newer one there
makes the year wait for its findings again (`warehouse.waiting`). So they are found in whichever order years arrive.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd
import pandera.pandas as pa
from sqlalchemy import Connection, Table, func, select

from contracts.frames.normalized import FundingAmounts, IndicatorValues
from contracts.rules.documents import FUNDING_BEFORE, INDICATORS_BEFORE
from warehouse.records import frame_of
from warehouse.registry import documents_of
from warehouse.tables.documents import DIM_DOCUMENT
from warehouse.tables.facts import FACT_FUNDING, FACT_INDICATOR_VALUE
from warehouse.tables.metadata import NO_UNIT, UNKNOWN_INDICATOR


@dataclass(frozen=True, slots=True)
class YearBefore:
    """Every document of the year (`Documents`, and `load_id`, the load that last wrote it if it is current), and the
    facts of the current ones, those columns of `IndicatorValues` and `FundingAmounts` that the rules ask for.
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
    indicators = _facts(connection, FACT_INDICATOR_VALUE, IndicatorValues, INDICATORS_BEFORE, current)
    for name, member in (("indicator_code", UNKNOWN_INDICATOR), ("unit", NO_UNIT)):
        indicators[name] = indicators[name].where(indicators[name] != member)
    return YearBefore(
        documents=documents.assign(load_id=pd.array([load_ids[one] for one in documents["document_id"]], "Int64")),
        indicators=indicators,
        funding=_facts(connection, FACT_FUNDING, FundingAmounts, FUNDING_BEFORE, current),
    )


def newest_load(documents: pd.DataFrame) -> int | None:
    """The newest load among `YearBefore.documents` that are current, None where none is."""
    load_ids = documents["load_id"].dropna()
    return None if load_ids.empty else int(load_ids.max())


def _facts(
    connection: Connection, fact: Table, model: type[pa.DataFrameModel], names: Iterable[str], ids: list[str]
) -> pd.DataFrame:
    """These columns of the documents' rows of a fact, in the dtypes of its contract."""
    dtypes = {name: model.to_schema().columns[name].dtype.type for name in names}
    columns = [fact.c[name] for name in dtypes]
    rows = connection.execute(select(*columns).where(fact.c.document_id == func.any(ids)))
    return frame_of(rows).astype(dtypes)
