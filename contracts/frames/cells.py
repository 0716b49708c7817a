"""The extraction's frame: every cell of every ruled grid, and every line of text outside of one, with its place."""

import pandas as pd
import pandera.pandas as pa
from pandera.typing import Series

ENGINES = ("pdfium", "pdfplumber", "docx", "xlsx", "xls", "html", "ofd", "doc", "rapidocr")


class Cells(pa.DataFrameModel):
    """One row a cell (`kind` cell), a line of text outside every grid (`kind` text), what is there and not shown
    (`kind` hidden: a sheet, rows or columns of a workbook, told by their texts), or a line that is a site's and not its
    page's (`kind` aside: menus, links, feet), which nobody reads.

    Places are in points from the upper left corner of the page as it is seen (after its rotation). `row` and `column`
    count from 0 within `table`, itself counted from 1 on its page; a text line, as what is hidden, has table 0 and
    spans 1. `text` keeps its printed lines, joined by a line feed. `is_open_top`/`is_open_bottom`: the cell's
    own border is missing there, so the grid was closed for it at a page break.

    A sheet of a workbook is a page of its number, a text without pages is page 1; their boxes are made from the widths
    and heights of columns and rows. `place` is as in `contracts.frames.printed.Place`.
    """

    document_sha256: Series[str] = pa.Field(str_matches=r"^[0-9a-f]{64}$")
    page: Series[int] = pa.Field(ge=1)
    table: Series[int] = pa.Field(ge=0)
    kind: Series[str] = pa.Field(isin=("cell", "text", "hidden", "aside"))
    row: Series[int] = pa.Field(ge=0)
    column: Series[int] = pa.Field(ge=0)
    row_span: Series[int] = pa.Field(ge=1)
    column_span: Series[int] = pa.Field(ge=1)
    x0: Series[float]
    top: Series[float]
    x1: Series[float]
    bottom: Series[float]
    text: Series[str]
    is_open_top: Series[bool]
    is_open_bottom: Series[bool]
    confidence: Series[float] = pa.Field(ge=0, le=1)
    engine: Series[str] = pa.Field(isin=ENGINES)
    place: Series[str]
    page_width: Series[float] = pa.Field(gt=0)
    page_height: Series[float] = pa.Field(gt=0)

    class Config:
        strict = True
        unique = ["document_sha256", "page", "table", "kind", "row", "column", "x0", "top"]

    @pa.dataframe_check
    @classmethod
    def a_box_has_width_and_height(cls, frame: pd.DataFrame) -> "pd.Series[bool]":
        return (frame["x0"] <= frame["x1"]) & (frame["top"] <= frame["bottom"])
