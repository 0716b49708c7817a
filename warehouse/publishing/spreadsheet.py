"""An .xlsx as its bytes: sheets written as their rows come, so that none is held in memory whole.

The same rows give the same bytes. Source of the format: ECMA-376, part 1, 18, and part 2 for the package.
"""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from warehouse.publishing.spreadsheet_cells import escaped

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_SCHEMAS = "http://schemas.openxmlformats.org"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DECLARED = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = f"{_SCHEMAS}/officeDocument/2006/relationships"
_LINKED = f'<Relationships xmlns="{_SCHEMAS}/package/2006/relationships">'
_MAIN = f'{_DECLARED}<{{}} xmlns="{_SCHEMAS}/spreadsheetml/2006/main" xmlns:r="{_OFFICE}">'

_EDGES = "".join(f'<{edge} style="thin"/>' for edge in ("left", "right", "top", "bottom"))
_WRAPPED = 'quotePrefix="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>'
STYLES = (
    f"{_MAIN.format('styleSheet')}"
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<fonts count="3"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="14"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    f'<borders count="2"><border/><border>{_EDGES}</border></borders>'
    '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="7"><xf/><xf quotePrefix="1"/>'
    '<xf fontId="1" quotePrefix="1" applyFont="1"/><xf numFmtId="164" applyNumberFormat="1"/>'
    f'<xf fontId="2" applyFont="1" {_WRAPPED}<xf borderId="1" applyBorder="1" {_WRAPPED}'
    f'<xf fontId="1" borderId="1" applyFont="1" applyBorder="1" {_WRAPPED}</cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)
"""The formats in the order of `spreadsheet_cells.Style`."""


@dataclass(frozen=True, slots=True)
class WrittenSheet:
    """A sheet: its name, its rows as XML, its columns' widths and joined ranges; or a table under a header that stays.

    `filtered` is the range of that table; a sheet without one is laid out for landscape paper.
    """

    name: str
    rows: Iterable[str]
    widths: Sequence[int] = ()
    joined: Sequence[str] = ()
    filtered: str = ""


def write_sheets(target: Path, sheets: Iterable[WrittenSheet]) -> None:
    """Writes a workbook of at least one sheet; a sheet's rows are asked for one after the other."""
    with zipfile.ZipFile(target, "w") as package:
        names: list[str] = []
        for number, sheet in enumerate(sheets, 1):
            names.append(escaped(sheet.name).replace('"', "&quot;"))
            with package.open(_entry(f"xl/worksheets/sheet{number}.xml"), "w") as part:
                part.write(_head(sheet).encode())
                for rows in sheet.rows:
                    part.write(rows.encode())
                part.write(_tail(sheet).encode())
        for name, content in _package_parts(names):
            package.writestr(_entry(name), content)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _LONG_AGO)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _head(sheet: WrittenSheet) -> str:
    fit = "" if sheet.filtered else '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' if sheet.filtered else ""
    view = f'<sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
    widths = (f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>' for n, width in enumerate(sheet.widths, 1))
    return f"{_MAIN.format('worksheet')}{fit}{view}{_all('cols', widths)}<sheetData>"


def _tail(sheet: WrittenSheet) -> str:
    if sheet.filtered:
        return f'</sheetData><autoFilter ref="{sheet.filtered}"/></worksheet>'
    joined = _all("mergeCells", (f'<mergeCell ref="{one}"/>' for one in sheet.joined))
    return f'</sheetData>{joined}<pageSetup orientation="landscape" fitToHeight="0"/></worksheet>'


def _all(name: str, elements: Iterable[str]) -> str:
    """An element around these, nothing around none."""
    inside = "".join(elements)
    return f"<{name}>{inside}</{name}>" if inside else ""


def _package_parts(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Each part's name and content, for sheets of these names, which are XML already."""
    numbers = range(1, len(names) + 1)
    sheets = "".join(f'<sheet name="{name}" sheetId="{one}" r:id="rId{one}"/>' for one, name in enumerate(names, 1))
    links = "".join(_link(one, "worksheet", f"worksheets/sheet{one}.xml") for one in numbers)
    kinds = "".join(_kind(f"xl/worksheets/sheet{one}.xml", "worksheet") for one in numbers)
    yield "xl/workbook.xml", f"{_MAIN.format('workbook')}<sheets>{sheets}</sheets></workbook>"
    yield "xl/styles.xml", STYLES
    yield (
        "xl/_rels/workbook.xml.rels",
        f"{_DECLARED}{_LINKED}{links}{_link(len(names) + 1, 'styles', 'styles.xml')}</Relationships>",
    )
    yield "_rels/.rels", f"{_DECLARED}{_LINKED}{_link(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>"
    yield (
        "[Content_Types].xml",
        f'{_DECLARED}<Types xmlns="{_SCHEMAS}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{_kind('xl/workbook.xml', 'sheet.main')}{_kind('xl/styles.xml', 'styles')}{kinds}</Types>",
    )


def _link(number: int, kind: str, target: str) -> str:
    return f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'


def _kind(name: str, kind: str) -> str:
    return f'<Override PartName="/{name}" ContentType="{_KIND}.{kind}+xml"/>'
