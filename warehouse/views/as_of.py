"""The warehouse of a day: a function for every view, `VIEW_as_of(day, received_by)`, with that view's columns.

`day` is the last day whose publications count (receipt where no publication is known); `received_by` leaves out what
was received later, so that both times can be asked for. The functions are plain SQL that the planner opens up like a
view, so that a filter outside reaches the tables. They read what their caller may read, and nothing more.
"""

import re
from importlib.resources import files

PARAMETERS = "day date, received_by timestamptz DEFAULT 'infinity'"
SIGNATURE = "(date, timestamptz)"
SUFFIX = "_as_of"
SPOKEN = "documents_as_of"
SPOKEN_COMMENT = "某日现行文件：每个表式、部门、年度当时现行的文件"
_IS_SPOKEN = f"document_id IN (SELECT spoken.document_id FROM {SPOKEN}(day, received_by) AS spoken)"  # noqa: S608 - our names
_NOTE = "；某日所知：发布（或收到）不晚于 day，收到不晚于 received_by"


def body(view: str, definition: str, known: tuple[str, ...]) -> str:
    """The function's SELECT: its own file if it has one, else the view's with every view in it taken as of the day."""
    own = files(__package__).joinpath(f"{view}{SUFFIX}.sql")
    if own.is_file():
        return own.read_text(encoding="utf-8")
    names = "|".join(name for name in known if not name.startswith("every_"))
    dated = re.sub(rf"\b(FROM|JOIN) ({names})\b", rf"\1 \2{SUFFIX}(day, received_by)", definition)
    return re.sub(r"\bWHERE is_current\b", f"WHERE {_IS_SPOKEN}", dated)


def statement(view: str, select: str, twin: str = "") -> str:
    """CREATE FUNCTION for a view's SELECT."""
    return (
        f"CREATE FUNCTION public.{view}{SUFFIX}{twin}({PARAMETERS}) RETURNS SETOF public.{view}{twin} "
        f"LANGUAGE sql STABLE PARALLEL SAFE BEGIN ATOMIC {select}; END"
    )


def twin_statement(view: str, twin: str, selected: str) -> str:
    """CREATE FUNCTION for the same rows under Chinese column names, `selected` as the view's twin selects them."""
    return statement(view, f"SELECT {selected} FROM public.{view}{SUFFIX}(day, received_by)", twin)  # noqa: S608 - our names


def spoken_statement() -> str:
    """CREATE FUNCTION for the documents that spoke on the day, which the other functions ask."""
    select = files(__package__).joinpath(f"{SPOKEN}.sql").read_text(encoding="utf-8")
    return (
        f"CREATE FUNCTION public.{SPOKEN}({PARAMETERS}) RETURNS TABLE (document_id text) "
        f"LANGUAGE sql STABLE PARALLEL SAFE BEGIN ATOMIC {select}; END"
    )


def comment(text: str) -> str:
    """A function's comment, from its view's."""
    return text + _NOTE
