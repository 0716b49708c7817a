"""Thousands of papers as departments publish them, made from what the examples say: a region, year and department each.

Each department keeps to one form and to one format through the years, and changes some of its targets.
"""

import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from itertools import chain, product
from pathlib import Path
from random import Random
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from assets.extraction.cells import Reading
from assets.extraction.limits import DEFAULT_LIMITS
from assets.extraction.registry import read
from assets.forms.printed import PrintedDocument
from assets.forms.reading import read_forms
from contracts.vocabulary.functions import functions
from contracts.vocabulary.regions import regions
from tests.drawing import excel, pdf, web, word
from tests.drawing.content import Approval, Line
from tests.drawing.font import boxes
from tests.drawing.other_forms import Declaration, Evaluation, GoalTable
from tests.drawing.pages import Manner

_LAST_YEAR = 2025
_LAYOUTS = (
    Manner(capacity=48, cuts_rows=True, borders="cut", labels="middle", footer="— {} —"),
    Manner(capacity=45, repeats_headers=True, footer="第 {} 页 共 {} 页"),
    Manner(capacity=56, footer="{}/{}"),
)
_SIDES = {"revenue": "收入构成", "expenditure": "支出构成"}
_RANKS = ("局", "服务中心", "管理处", "研究院", "执法支队")


@dataclass(frozen=True)
class Papers:
    """Which papers: so many regions, years and departments."""

    regions: int
    years: int
    departments: int

    def __iter__(self) -> Iterator[tuple[str, int, int]]:
        """Region, year and the department's number."""
        cities = [one.name for one in regions().values() if one.level == "prefecture" and one.name.endswith("市")]
        years = range(_LAST_YEAR - self.years + 1, _LAST_YEAR + 1)
        return product(cities[: self.regions], years, range(self.departments))

    def write(self, folder: Path) -> None:
        """Draw what is not there yet below the folder, on two processes."""
        with ProcessPoolExecutor(2) as processes:
            list(processes.map(_write, [(folder, *paper) for paper in self], chunksize=50))


def _write(paper: tuple[Path, str, int, int]) -> None:
    folder, region, year, department = paper
    place = folder / region / str(year)
    if not any(place.glob(f"{department}.*")):
        suffix, data = drawn(region, year, department)
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{department}.{suffix}").write_bytes(data)


def drawn(region: str, year: int, department: int) -> tuple[str, bytes]:
    """The suffix and the bytes of a paper: the same whenever it is asked for."""
    said = contents()[department % len(contents())]
    approval = _in_year(said, name_of(region, department), year, Random(f"{region} {year} {department}"))
    form, layout = department // 5 % 10, _LAYOUTS[department % len(_LAYOUTS)]
    if form > 5:
        other = (_declaration, _goal_table, _evaluation, _evaluation)[form - 6](approval)
        return "pdf", pdf.drawn([other], layout, font=_font())
    if department % 10 == 1:
        return "docx", word.drawn(approval, Random(department))
    if department % 10 == 2:
        return "xlsx", excel.drawn(approval, Random(department))
    if department % 20 == 3:
        return "html", web.drawn(approval, Random(department), is_honest=True)
    return "pdf", pdf.drawn([approval], layout, font=_font())


def name_of(region: str, department: int) -> str:
    """The printed name of a region's department."""
    names = [one.name_zh for one in functions().values()]
    return f"{region}{names[department % len(names)]}{_RANKS[department // len(names)]}"


@cache
def contents() -> tuple[Approval, ...]:
    """What the approvals among the examples say."""
    found = []
    for path in sorted(Path("examples").glob("*.pdf")):
        reading = read(path.read_bytes(), DEFAULT_LIMITS, "pdfium")
        assert isinstance(reading, Reading), path
        found += [_approval(one) for one in read_forms(reading) if isinstance(one, PrintedDocument)]
    return tuple(found)


@cache
def _font() -> str:
    """Registers a font that is embedded, as most producers do."""
    blocks = range(0x20, 0x7F), range(0xA0, 0x2700), range(0x3000, 0x3100), range(0x4E00, 0x9FA6), range(0xFF00, 0xFFF0)
    pdfmetrics.registerFont(TTFont("Boxes", BytesIO(boxes(map(chr, chain(*blocks))))))
    return "Boxes"


def _approval(printed: PrintedDocument) -> Approval:
    lines: dict[str, dict[int, list[Any]]] = {"long_term": {}, "annual": {}}
    for indicator in printed.indicators:
        lines[indicator.horizon].setdefault(indicator.row_number, []).append(indicator)
    funding: dict[int, list[Any]] = {}
    for amount in printed.funding:
        funding.setdefault(amount.row_number, []).append(amount)
    texts = {one.narrative: one.text_printed for one in printed.narratives}
    return Approval(
        department=printed.department_printed,
        year=printed.budget_year,
        until=printed.long_until or printed.budget_year,
        funding=tuple(_amounts(amounts, printed.budget_year) for amounts in funding.values()),
        functions=texts.get("functions", ""),
        tasks=texts.get("tasks", ""),
        long_goal=texts.get("long_goal", ""),
        annual_goal=texts.get("annual_goal", ""),
        long=tuple(_line(values, 1) for values in lines["long_term"].values()),
        annual=tuple(_line(values, 3) for values in lines["annual"].values()),
    )


def _amounts(amounts: list[Any], year: int) -> tuple[str, str, str, str, str, str]:
    of = {one.fiscal_year: one.amount_printed for one in amounts}
    share = next((one.share_printed for one in amounts if one.share_printed), "")
    side, item = _SIDES[amounts[0].side], amounts[0].item_printed
    return side, item, of.get(year, ""), share, of.get(year - 2, ""), of.get(year - 1, "")


def _line(values: list[Any], columns: int) -> Line:
    first = values[0]
    said = [one.value_printed for one in sorted(values, key=lambda one: one.value_year)]
    said = [""] * (columns - len(said)) + said
    basis, classification = first.basis_printed or "", first.classification_printed or ""
    return Line(first.level1_printed, first.level2_printed, first.name_printed, tuple(said), basis, classification)


def _in_year(said: Approval, department: str, year: int, chance: Random) -> Approval:
    """The same department's paper of another year: other amounts, and other numbers in a part of its values."""
    factor = chance.randint(1, 9)

    def shifted(text: str) -> str:
        return re.sub(r"20\d\d(?=年)", lambda found: str(int(found[0]) + year - said.year), text)

    def changed(text: str) -> str:
        if "年" in text or chance.random() > 0.3:
            return shifted(text)
        return re.sub(r"\d\d+", lambda found: str(int(found[0]) - chance.randint(0, 5)), text, count=1)

    def lines(given: tuple[Line, ...]) -> tuple[Line, ...]:
        return tuple(replace(line, values=tuple(map(changed, line.values))) for line in given)

    def money(text: str) -> str:
        return re.sub(r"^\d+\.\d\d$", lambda found: f"{float(found[0]) * factor:.2f}", text)

    return Approval(
        department=department,
        year=year,
        until=year + said.until - said.year,
        funding=tuple(
            (side, item, money(now), share, money(before), money(last))
            for side, item, now, share, before, last in said.funding
        ),
        functions=shifted(said.functions),
        tasks=shifted(said.tasks),
        long_goal=shifted(said.long_goal),
        annual_goal=shifted(said.annual_goal),
        long=lines(said.long),
        annual=lines(said.annual),
    )


def _with(lines: tuple[Line, ...], *cells: str) -> tuple[Line, ...]:
    """Lines with other cells, in which `{}` stands for the target."""
    return tuple(replace(line, values=tuple(cell.format(line.values[-1]) for cell in cells)) for line in lines)


def _declaration(said: Approval) -> Declaration:
    tasks = tuple((line.level2, line.name, "120.00", "100.00", "20.00") for line in said.annual[:4])
    return Declaration(said.department, said.year, tasks, said.annual_goal, _with(said.annual, "{}"))


def _goal_table(said: Approval) -> GoalTable:
    lines = _with(said.annual, "定量", "{}", "", "反映部门履职情况", "未达指标值酌情扣分")
    return GoalTable(said.department, said.year, said.functions, said.annual_goal, lines)


def _evaluation(said: Approval) -> Evaluation:
    lines = _with(said.annual, "{}", "{}", "2", "2", "")
    money, points = ("1000.00", "1000.00", "962.00"), ("20", "96.2%", "19.24")
    total = (str(20 + 2 * len(lines)), f"{19.24 + 2 * len(lines):.2f}")
    return Evaluation(said.department, said.year, money, points, said.annual_goal, "均已完成。", lines, total)
