"""The one way a frame is held against its pandera model: parse first, validate second, never mend.

pandera alone hides failures: one cell of a wrong type turns all later checks of its column into a single failure
without a row (measured with 0.35). So the types are looked at first, value by value, and pandera checks the rows whose
types hold. A document with a broken row is a document to quarantine; a frame with other columns than its model's, an
index that repeats or a row of no document is a fault of ours and raises `ContractViolation`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pandera.pandas as pa

LARGEST_INTEGER = 2**63 - 1
NAMED_IN_DETAIL = 3
SHOWN = 80


class ContractViolation(Exception):  # noqa: N818 (it says what happened; nobody names it an error)
    """A frame that no document can be blamed for: the code that made it is wrong, and the run fails."""


@dataclass(frozen=True, slots=True)
class Report:
    """What held and what did not. `failures`: row (the frame's index), column, check, value; one line a row and check.

    A check over several columns has value '' and `column` '' (a uniqueness check: its columns, joined by a comma).
    """

    model: str
    rows: int
    failures: pd.DataFrame

    @property
    def is_valid(self) -> bool:
        """Whether every row holds."""
        return self.failures.empty


def _is_whole(value: Any) -> bool:
    # pandas turns a column of ints into floats when one of them is missing; the others are not to blame
    if isinstance(value, float | np.floating):
        return float(value).is_integer() and abs(float(value)) < LARGEST_INTEGER
    return _is_number(value)


def _is_number(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, int | np.integer):
        return abs(int(value)) <= LARGEST_INTEGER
    return isinstance(value, float | np.floating)


def _is_text(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:  # half of a surrogate pair: neither Arrow nor PostgreSQL stores it
        return False
    return True


_KINDS: dict[str, tuple[Callable[[Any], bool], Callable[[Any], Any]]] = {
    "int64": (_is_whole, int),
    "Int64": (_is_whole, int),
    "float64": (_is_number, float),
    "bool": (lambda value: isinstance(value, bool | np.bool_), bool),
    "str": (_is_text, str),
    "object": (lambda value: not isinstance(value, str) or _is_text(value), lambda value: value),
}


def _declared(schema: pa.DataFrameSchema, column: str) -> Any:
    return schema.columns[column].dtype.type


def _broken_types(schema: pa.DataFrameSchema, frame: pd.DataFrame) -> pd.DataFrame:
    """Failures of the values that are missing or of another type than their column declares."""
    found = []
    for name in frame.columns:
        dtype, values = _declared(schema, name), frame[name]
        missing = values.isna()
        broken = {"is not missing": missing} if not schema.columns[name].nullable and missing.any() else {}
        if values.dtype != dtype or values.dtype == object:
            accepts = _KINDS[str(dtype)][0]
            fits = pd.Series([accepts(value) for value in values.tolist()], index=frame.index, dtype=bool)
            broken[f"is {dtype}"] = ~fits & ~missing
        for check, mask in broken.items():
            found += [(row, name, check, _shown(value)) for row, value in values[mask].items()]
    return _failures(found)


def _shown(value: Any) -> str:
    return str(value)[:SHOWN].encode("utf-8", "backslashreplace").decode("utf-8")


def _failures(found: list[tuple[Any, str, str, str]]) -> pd.DataFrame:
    return pd.DataFrame(found, columns=["row", "column", "check", "value"]).drop_duplicates(["row", "column", "check"])


def _typed(schema: pa.DataFrameSchema, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame in its declared dtypes; every value is of its declared type already, so that none changes."""
    columns = {}
    for name in frame.columns:
        dtype, values = _declared(schema, name), frame[name]
        if values.dtype != dtype:
            make = _KINDS[str(dtype)][1]
            pairs = zip(values.tolist(), values.isna(), strict=True)
            values = pd.Series([None if gone else make(value) for value, gone in pairs], index=frame.index, dtype=dtype)
        columns[name] = values
    return pd.DataFrame(columns, index=frame.index)


@cache
def _checking(model: type[pa.DataFrameModel]) -> pa.DataFrameSchema:
    """The model's schema without what has been looked at before: a column of which only its type is said costs pandera
    as much as one that is checked.
    """
    schema = model.to_schema()
    checked = {name: column for name, column in schema.columns.items() if column.checks or column.unique}
    left = schema.remove_columns([name for name in schema.columns if name not in checked])
    left = left.update_columns({name: {"dtype": None, "nullable": True} for name in checked})
    left.strict = False
    return left


def _broken_checks(model: type[pa.DataFrameModel], frame: pd.DataFrame) -> pd.DataFrame:
    """Failures of pandera's checks, on rows whose types hold."""
    schema = _checking(model)
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        cases = errors.failure_cases
    else:
        return _failures([])
    lost = cases[cases["index"].isna()]
    if not lost.empty:
        raise ContractViolation(f"{schema.name}: check {lost.iloc[0]['check']} failed for no row: it could not be run")
    found = []
    for case in cases.to_dict("records"):
        column, value = str(case["column"]), _shown(case["failure_case"])
        if case["schema_context"] == "DataFrameSchema":
            column, value = ", ".join(schema.unique or ()) if "uniqueness" in case["check"] else "", ""
        found.append((case["index"], column, str(case["check"]), value))
    return _failures(found)


def _schema(model: type[pa.DataFrameModel], frame: pd.DataFrame) -> pa.DataFrameSchema:
    schema = model.to_schema()
    given, declared = list(frame.columns), list(schema.columns)
    if sorted(map(str, given)) != sorted(declared):
        missing, extra = sorted(set(declared) - set(given)), sorted(set(map(str, given)) - set(declared))
        raise ContractViolation(f"{model.__name__}: missing columns {missing}, unknown columns {extra}, given {given}")
    if not frame.index.is_unique:
        raise ContractViolation(f"{model.__name__}: the frame's index repeats, so its rows cannot be told apart")
    return schema


def empty(model: type[pa.DataFrameModel]) -> pd.DataFrame:
    """The model's frame without a row, in its declared columns and dtypes."""
    return _empty(model).copy()


@cache
def _empty(model: type[pa.DataFrameModel]) -> pd.DataFrame:
    schema = model.to_schema()
    return _typed(schema, pd.DataFrame(columns=list(schema.columns)))


def typed(model: type[pa.DataFrameModel], frame: pd.DataFrame) -> pd.DataFrame:
    """The frame in the model's column order and dtypes; `ContractViolation` if a value is of another type."""
    schema = _schema(model, frame)
    broken = _broken_types(schema, frame)
    if not broken.empty:
        raise ContractViolation(f"{model.__name__}: {describe(broken)}")
    return _typed(schema, frame[list(schema.columns)])


def _check(model: type[pa.DataFrameModel], frame: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The failures, and the typed rows whose types hold."""
    schema = _schema(model, frame)
    broken = _broken_types(schema, frame)
    whole = _typed(schema, frame if broken.empty else frame[~frame.index.isin(broken["row"])])
    parts = [part for part in (broken, _broken_checks(model, whole)) if not part.empty]
    return (pd.concat(parts, ignore_index=True) if parts else broken), whole


def validate(model: type[pa.DataFrameModel], frame: pd.DataFrame) -> Report:
    """Hold a frame against its model; `ContractViolation` for columns or an index that are wrong as such."""
    failures, _ = _check(model, frame)
    return Report(model.__name__, len(frame), failures)


def describe(failures: pd.DataFrame) -> str:
    """One line: column, check and how many rows, the most frequent first. No text of a document stands in it."""
    counts = failures.groupby(["column", "check"], sort=True).size().sort_values(ascending=False, kind="stable")
    pairs = zip(counts.index.tolist(), counts.tolist(), strict=True)
    named = [f"{column or 'row'}: {check} ({count})" for (column, check), count in pairs][:NAMED_IN_DETAIL]
    more = len(counts) - len(named)
    return "; ".join(named) + (f"; and {more} more" if more else "")


def split_documents(
    model: type[pa.DataFrameModel], frame: pd.DataFrame, key: str = "document_id"
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Rows of the documents that hold, in their declared dtypes, and the others' ids with a one-line detail.

    A document any of whose rows breaks the contract goes whole, so accepted + quarantined = given.
    """
    failures, whole = _check(model, frame)
    if failures.empty:
        return whole, {}
    nameless = [row for row, value in frame[key].items() if not isinstance(value, str)]
    if nameless:
        raise ContractViolation(f"{model.__name__}: rows {nameless[:NAMED_IN_DETAIL]} have no {key}")
    documents = frame[key].loc[failures["row"]].to_numpy()
    details = {str(document): describe(broken) for document, broken in failures.groupby(documents, sort=True)}
    return whole[~whole[key].isin(list(details))], details
