"""`jixiao review accept`, `reject` and `new`: a person's decisions, written to a file that git can review."""

import getpass
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from assets.normalization.unmatched import UnmatchedName, as_printed
from contracts.frames.normalized import DIRECTIONS, MEASURES, SCOPES
from contracts.vocabulary.decisions import Decision, read_decisions, take_decisions, write_decisions
from contracts.vocabulary.departments import line_of, lines
from contracts.vocabulary.folding import fold
from contracts.vocabulary.functions import functions
from contracts.vocabulary.indicator_names import match_indicator
from contracts.vocabulary.indicators import CODE, code_of_new, indicators
from contracts.vocabulary.regions import region
from contracts.vocabulary.units import read_unit, units
from pipelines.command.compare import UnknownNameError
from pipelines.command.output import records
from pipelines.command.session import Session
from pipelines.command.subjects import Subject
from pipelines.command.waiting_names import near, waiting_names, ways_of
from warehouse.renewal import renew_documents
from warehouse.reviews import departments_by_year, printed_indicators
from warehouse.vocabulary import sync_dimensions

ALL = "all"
"""The function of an indicator that the departments of several functions state."""


@dataclass(frozen=True, slots=True)
class Described:
    """What a person says of a new indicator or unit; what is None is taken from how its name is printed."""

    function: str | None = None
    code: str | None = None
    name_en: str = ""
    scope: str = "function"
    direction: str | None = None
    measure: str | None = None
    unit: str | None = None


def signed(by: str | None, why: str) -> Decision:
    """A decision that says nothing yet but who decides, when and why. ValueError without a why."""
    if not why.strip():
        raise ValueError("say why with --why: whoever reviews the file has to know")
    now = datetime.now().astimezone().isoformat(timespec="seconds")
    return Decision("", "", "", decided_by=by or getpass.getuser(), decided_at=now, reason=why.strip())


def accept(session: Session, subject: Subject, names: list[str], meant: str, function: str | None, by: Decision) -> str:
    """Decides that the names mean `meant`, a code or a reviewed name; gives back what became of it, as a sentence."""
    for name in names:
        _must_wait(session, subject, name)
    code = _code(session, subject, meant)
    decided = replace(by, subject=subject, verdict="accept", code=code, function=_function(function or ALL))
    return _decide(session, [replace(decided, name=name) for name in names])


def reject(session: Session, subject: Subject, names: list[str], meant: str | None, by: Decision) -> str:
    """Decides that the names do not mean `meant`, or, without it, nothing that should be listed."""
    for name in names:
        _must_wait(session, subject, name)
    decided = replace(by, subject=subject, verdict="reject", code=_code(session, subject, meant) if meant else "")
    return _decide(session, [replace(decided, name=name) for name in names])


def new(session: Session, subject: Subject, names: list[str], said: Described, by: Decision) -> str:
    """Decides that each name is an indicator, or a unit, of its own."""
    if subject is Subject.UNIT:
        decisions = [_new_unit(session, name, said.measure, by) for name in names]
    elif subject is Subject.INDICATOR:
        if said.code and len(names) > 1:
            raise ValueError("--code names one indicator: decide on the names one by one")
        decisions = [_new_indicator(session, name, said, by) for name in names]
    else:
        raise ValueError(f"a {subject} is not made new: `jixiao review accept` says which one a name means")
    return _decide(session, decisions)


def _decide(session: Session, decisions: list[Decision]) -> str:
    """Writes decisions down, and lets the documents that they touch wait for the next run."""
    file = session.settings.review_file
    write_decisions(file, decisions)
    take_decisions(read_decisions(file))
    with session.engine.begin() as connection:
        sync_dimensions(connection)
        touched = renew_documents(connection)
    done = "; ".join(" ".join(filter(None, (one.name, one.verdict, one.code, _shown(one)))) for one in decisions)
    then = "they are loaded anew by the next run: `jixiao backfill --years 2000..2100`" if touched else "none to load"
    return f"{done}\nwritten to {file}; {len(touched)} documents are touched, {then}"


def _shown(one: Decision) -> str:
    return f"({one.function or ALL}, {one.direction}, {one.measure}, {one.unit or '-'})" if one.direction else ""


def _new_indicator(session: Session, name: str, said: Described, by: Decision) -> Decision:
    printed = _must_be_printed(session, name)
    function = _function(said.function) if said.function else _only_function(name, printed)
    known = match_indicator(name, function or None)
    if known is not None:
        raise ValueError(
            f"{name} means {indicators()[known].name_zh} ({known}) already; `jixiao review accept` changes it"
        )
    measure = said.measure or printed.usual.measure or "qualitative"
    unit = said.unit or printed.usual.unit or ""
    decided = replace(
        by,
        subject=Subject.INDICATOR,
        name=name,
        verdict="new",
        code=said.code or code_of_new(name, function),
        function=function,
        name_en=said.name_en,
        scope=said.scope,
        direction=said.direction or _only_direction(name, measure, printed),
        measure=measure,
        unit="" if measure in ("qualitative", "deadline") else unit,
    )
    for option, allowed in (("direction", DIRECTIONS), ("measure", MEASURES), ("scope", SCOPES)):
        if getattr(decided, option) not in allowed:
            raise ValueError(f"--{option} is one of {', '.join(allowed)}, not {getattr(decided, option)!r}")
    if decided.code in indicators() or not CODE.fullmatch(decided.code):
        raise ValueError(f"the code {decided.code!r} is taken, or not made of a-z, 0-9 and _: give another --code")
    if decided.unit and read_unit(decided.unit) is None:
        raise ValueError(
            f"{decided.unit} is no known unit: decide on it first, see `jixiao review list --subject unit`"
        )
    return decided


def _only_function(name: str, printed: UnmatchedName) -> str:
    if len(printed.functions) == 1:
        return printed.functions[0]
    found = ", ".join(printed.functions) or "no known function"
    raise ValueError(f"{name} is printed by departments of {found}: choose one with --function, or --function {ALL}")


def _only_direction(name: str, measure: str, printed: UnmatchedName) -> str:
    if measure == "qualitative":
        return "qualitative"
    if len(printed.directions) == 1:
        return printed.directions[0]
    raise ValueError(
        f"what is printed does not say which way is better for {name}: say --direction, one of {DIRECTIONS}"
    )


def _new_unit(session: Session, name: str, dimension: str | None, by: Decision) -> Decision:
    _must_wait(session, Subject.UNIT, name)
    known = sorted({unit.dimension for unit in units().values()})
    if dimension not in known:
        raise ValueError(f"say with --measure what {name} measures, one of {', '.join(known)}")
    return replace(by, subject=Subject.UNIT, name=name, verdict="new", measure=dimension)


def _must_wait(session: Session, subject: Subject, name: str) -> None:
    """UnknownNameError for a name that nobody prints, so that a slip of the hand decides nothing."""
    if subject is Subject.INDICATOR:
        _must_be_printed(session, name)
        return
    if subject is Subject.DEPARTMENT and line_of(fold(name)) in lines():
        raise ValueError(
            f"every region has a {name}: name the region in the column region of manifest.csv beside the document, "
            "ingest it again, and `jixiao quarantine replay`"
        )
    names = [row["name"] for row in waiting_names(session.engine, subject)]
    if subject is Subject.DEPARTMENT:
        names += [row["department_name"] for row in records(departments_by_year(session.engine))]
    if fold(name) not in map(fold, names):
        raise _not_printed(subject, name, names)


def _must_be_printed(session: Session, name: str) -> UnmatchedName:
    """How documents print an indicator's name. UnknownNameError where none does."""
    every = ways_of(printed_indicators(session.engine))
    ways = [way for way in every if fold(way.name) == fold(name)]
    if not ways:
        raise _not_printed(Subject.INDICATOR, name, {way.name for way in every})
    return as_printed(sorted(ways, key=lambda way: -way.count))


def _not_printed(subject: Subject, name: str, names: Iterable[str]) -> UnknownNameError:
    like = "、".join(near(name, names))
    hint = f"did you mean {like}?" if like else f"`jixiao review list --subject {subject}` shows what waits"
    return UnknownNameError(f"no document prints {name!r}: {hint}")


def _code(session: Session, subject: Subject, meant: str) -> str:
    """The code that a person means by a code or a reviewed name. UnknownNameError with suggestions otherwise."""
    if subject is Subject.FUNCTION:
        return _function(meant)
    known: Iterable[str]
    if subject is Subject.INDICATOR:
        known = [one.name_zh for one in indicators().values()]
        code = meant if meant in indicators() else match_indicator(meant)
    elif subject is Subject.UNIT:
        known = units()
        code = fold(meant) if fold(meant) in units() else None
    else:
        known = [row["department_id"] for row in records(departments_by_year(session.engine))]
        place, _, own = meant.partition("-")
        code = meant if meant in known or (region(place) and own) else None
    if code is None:
        like = "、".join(near(meant, known))
        raise UnknownNameError(f"no {subject} is called {meant!r}" + (f"; did you mean {like}?" if like else ""))
    return code


def _function(meant: str) -> str:
    if meant == ALL:
        return ""
    codes = {one.name_zh: code for code, one in functions().items()}
    if meant in functions() or meant in codes:
        return codes.get(meant, meant)
    like = near(meant, [*codes, *functions()]) or list(functions())[:5]
    raise UnknownNameError(f"no function is called {meant!r}; did you mean {'、'.join(like)}?")
