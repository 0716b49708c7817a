"""A sheet of boxes to the bytes of a web page: bare, within a site's page, or as a spreadsheet saves it."""

from html import escape
from itertools import pairwise
from random import Random

from tests.drawing.content import Approval, Box, sheet_of
from tests.drawing.pages import EDGES

_STYLE = "<style>.form{border-collapse:collapse;width:100%}.form td{border:1px solid #000;font-size:9pt}</style>"
_ENCODINGS = ("utf-8", "gb18030", "utf-16")


def drawn(approval: Approval, chance: Random, is_honest: bool = False) -> bytes:
    """One page that holds the approval; `chance` decides on its encoding, what it says of it, and what is around it."""
    rows: dict[int, list[Box]] = {}
    sheet = sheet_of(approval)
    for box in sheet.boxes:
        rows.setdefault(box.top, []).append(box)
    lines = [
        "<tr>" + "".join(_cell(box, chance) for box in sorted(rows.get(row, ()), key=lambda box: box.left)) + "</tr>"
        for row in range(sheet.rows)
    ]
    widths = "".join(f"<col width={right - left}>" for left, right in pairwise(EDGES))
    table = f"<table class=form>{widths}{chr(10).join(lines)}</table>"
    body = f"<p>{approval.title}</p>{table}"
    if chance.random() < 0.5:
        menu = "<table><tr><td>首页</td><td>政务公开</td></tr></table>"
        body = f"<table><tr><td><div>{menu}</div></td></tr><tr><td>{body}</td></tr></table>"
    encoding = chance.choice(_ENCODINGS)
    honest = f'<meta charset="{encoding}">'
    declared = honest if is_honest else chance.choice((honest, '<meta charset="gb2312">', ""))
    return f"<html><head>{declared}{_STYLE}</head><body>{body}</body></html>".encode(encoding)


def _cell(box: Box, chance: Random) -> str:
    spans = ""
    if box.bottom - box.top > 1:
        spans += f" rowspan={box.bottom - box.top}"
    if box.right - box.left > 1:
        spans += f' colspan="{box.right - box.left}"'
    text = escape(box.text)
    middle = len(box.text) // 2
    text = chance.choice((
        text,
        f"<p><span>{text}</span></p>",
        f"{text}&nbsp;",
        f"\n  {escape(box.text[:middle])}<b>{escape(box.text[middle:])}</b>\n",
        f"<!-- 注 --><font size=2>{text}</font>",
    ))  # fmt: skip
    return f"<td{spans}>{text}</td>"
