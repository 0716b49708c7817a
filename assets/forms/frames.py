"""Printed documents to the frames of `contracts.frames.printed`, with their types also where there is no row."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import pandas as pd
import pandera.pandas as pa

from assets.forms.printed import Funding, Indicator, Narrative, Place, PrintedDocument, Score, Task, Unread
from contracts.frames.printed import (
    PrintedFunding,
    PrintedIndicators,
    PrintedNarratives,
    PrintedScores,
    PrintedTasks,
    UnreadText,
)

_NAME_PLACE = ("name_page", "name_x0", "name_top", "name_x1", "name_bottom", "name_place")


class PrintedFrames(NamedTuple):
    """One frame for each model of `contracts.frames.printed`, under the names of the assets."""

    printed_indicators: pd.DataFrame
    printed_funding: pd.DataFrame
    printed_tasks: pd.DataFrame
    printed_scores: pd.DataFrame
    printed_narratives: pd.DataFrame
    unread_text: pd.DataFrame


def printed_frames(documents: Iterable[tuple[str, PrintedDocument]]) -> PrintedFrames:
    """The rows of all documents, each given with its `document_id`."""
    known = list(documents)
    return PrintedFrames(
        _frame(
            PrintedIndicators,
            ("document_id", *Indicator._fields[:-2], *Place._fields, *_NAME_PLACE),
            (
                (identity, *row[:-2], *row.place, *row.name_place[: len(_NAME_PLACE)])
                for identity, document in known
                for row in document.indicators
            ),
        ),
        _frame(PrintedFunding, _fields(Funding), _placed((identity, document.funding) for identity, document in known)),
        _frame(PrintedTasks, _fields(Task), _placed((identity, document.tasks) for identity, document in known)),
        _frame(PrintedScores, _fields(Score), _placed((identity, document.scores) for identity, document in known)),
        _frame(
            PrintedNarratives,
            _fields(Narrative),
            _placed((identity, document.narratives) for identity, document in known),
        ),
        _frame(UnreadText, _fields(Unread), _placed((identity, document.unread) for identity, document in known)),
    )


_Placed = Funding | Task | Score | Narrative | Unread


def _fields(row: type[_Placed]) -> tuple[str, ...]:
    return ("document_id", *row._fields[:-1], *Place._fields)


def _placed(
    documents: Iterable[tuple[str, Iterable[_Placed]]],
) -> Iterator[tuple[Any, ...]]:
    return ((identity, *row[:-1], *row.place) for identity, rows in documents for row in rows)


def _frame(model: type[pa.DataFrameModel], names: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> pd.DataFrame:
    columns = model.to_schema().columns
    frame = pd.DataFrame(list(rows), columns=list(names))[list(columns)]
    return frame.astype({name: column.dtype.type for name, column in columns.items()})
