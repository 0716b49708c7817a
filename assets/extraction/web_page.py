"""A web page's bytes to paragraphs and tables: its characters by what they are, its tables by rowspan and colspan."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes
from itertools import islice, product

from lxml import etree, html

from assets.extraction.cells import Reading, Refusal, RefusedError
from assets.extraction.flow import Aside, Block, Box, Table, free_column, reading_of
from assets.extraction.kinds import WEB_PAGE
from assets.extraction.limits import Limits
from assets.extraction.looks import as_printed

_ENGINE = "html"
_WIDTH = 595.0
_SHOWN = 60
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE)
_NEVER_CHINESE = ("gb", "iso-8859", "latin", "windows-125", "cp125", "ascii", "us-ascii")
"""No encodings of a Chinese page: GB 18030 has all that GB's have, and the others make a letter of any byte."""
_ODD = re.compile("[\ue000-\uf8ff\ufffd]")
"""What comes of bytes in another encoding than theirs: none, or one of nobody's characters."""
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UNSEEN = {
    "script", "style", "noscript", "template", "head", "title", "object", "iframe", "svg", "audio", "video", "noframes",
    "del", "rt", "rp",
}  # fmt: skip
_BLOCKS = {
    "p", "div", "li", "ul", "ol", "dl", "dt", "dd", "center", "section", "article",
    "header", "footer", "main", "aside", "nav", "form", "fieldset", "blockquote", "pre", "address", "figure", "body",
    "hr", "figcaption", "caption",
}  # fmt: skip
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_LINKS, _AROUND = {"a", "button"}, {"nav", "footer", "aside"}
_ROLES = {"navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "toolbar"}
_NAMED_ASIDE = re.compile(
    r"(?<![a-z])(?:(?:top|main|site|sub|left|right)?[-_]?(?:nav|menu|foot|footer|sidebar)|navbar|navigation"
    r"|breadcrumbs?|crumbs?|copyright)(?![a-z])",
    re.IGNORECASE,
)
_FEW_ROWS, _LONG_LINK = 3, 120
_SAYS = re.compile(r"\w")
_FIELDS, _TYPED = {"input", "select", "textarea"}, ("text", "number")
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[-\w]*\s*:[^;]*line-through", re.IGNORECASE)
_OF_SYMBOLS = re.compile(r"font-family\s*:\s*[\"']?symbol\b", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_STYLE_WIDTH = re.compile(r"(?<![-\w])width\s*:\s*([\d.]+)", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_PLACES = {"thead": 0, "tfoot": 2}
_MOST_ROWS, _MOST_COLUMNS = 10_000, 1_000


def read_html(data: bytes, limits: Limits, engine: str) -> Reading | Refusal:
    """Every paragraph and table cell of a web page."""
    root = _root(decoded(data))
    if _has_frames(root):
        return Refusal("no_table", "a page of frames: the tables are in the files beside it")
    outcome = reading_of(list(_blocks(root)), _WIDTH, _ENGINE, limits, engine)
    title = " ".join((root.findtext(".//title") or "".join(map(str, root.itertext()))).split())
    return replace(outcome, detail=f"{WEB_PAGE}: {title[:_SHOWN]}") if outcome == Refusal("no_table") else outcome


def read_web_archive(data: bytes, limits: Limits, engine: str) -> Reading | Refusal:
    """The same of the pages of a web archive (MHT), a MIME message; those of frames only name the others."""
    parts = [part for part in message_from_bytes(data).walk() if part.get_content_type() == "text/html"]
    if len(parts) > limits.members:
        return Refusal("too_large", f"{len(parts)} pages, limit {limits.members}")
    pages = (part.get_payload(decode=True) for part in parts)
    roots = [_root(decoded(page)) for page in pages if isinstance(page, bytes) and page.strip()]
    blocks = [block for root in roots if not _has_frames(root) for block in _blocks(root)]
    return reading_of(blocks, _WIDTH, _ENGINE, limits, engine)


def _root(text: str) -> "etree._Element":
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser)
    except etree.ParserError as error:
        raise RefusedError("no_text", str(error)) from error


def _has_frames(root: "etree._Element") -> bool:
    return root.find(".//frameset") is not None


def decoded(data: bytes) -> str:
    """The characters of a page: in UTF-8, in what it declares or in GB 18030, whichever makes most sense of it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    declared = _DECLARED.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else "gb18030"
    texts = []
    for encoding in ("utf-8", "gb18030" if name.startswith(_NEVER_CHINESE) else name, "gb18030"):
        with suppress(LookupError):
            texts.append(data.decode(encoding, "replace"))
            if not _ODD.search(texts[-1]):
                break
    return min(texts, key=lambda text: len(_ODD.findall(text)))


def _blocks(element: "etree._Element") -> Iterator[Block]:
    """Paragraphs and tables in their order; a line of links alone is an aside."""
    text, is_aside = "", True
    for piece in (*_pieces(element), "\n"):
        if isinstance(piece, Table) or piece == "\n":
            if paragraph := _plain(text):
                yield Aside(paragraph) if is_aside else paragraph
            text, is_aside = "", True
            if isinstance(piece, Table):
                yield piece
        else:
            text += piece
            is_aside = is_aside and (isinstance(piece, Aside) or not _SAYS.search(piece))


def _pieces(element: "etree._Element") -> Iterator[str | Table]:
    """Texts, tables, and a line feed wherever a line ends."""
    yield element.text or ""
    for child in element:
        name = child.tag if isinstance(child.tag, str) else ""
        if not name or name in _UNSEEN or _is_hidden(child):
            pass
        elif name == "table":
            yield from (piece for caption in child.iterfind("caption") for piece in ("\n", *_pieces(caption)))
            yield _table(child)
        elif name == "br":
            yield "\n"
        elif _is_aside(child):
            end = "\n" if name in _BLOCKS else ""
            yield from (end, *(one for piece in _pieces(child) for one in _as_aside(piece)), end)
        elif name in _HEADINGS:
            yield from ("\n", *(piece if isinstance(piece, Table) else str(piece) for piece in _pieces(child)), "\n")
        elif name in _FIELDS:
            yield _entered(child)
        elif look := _look(child):
            yield from (as_printed(piece, **look) if isinstance(piece, str) else piece for piece in _pieces(child))
        else:
            yield from ("\n", *_pieces(child), "\n") if name in _BLOCKS else _pieces(child)
        yield child.tail or ""


def _look(element: "etree._Element") -> dict[str, bool]:
    """How an element makes its text look, in the words of `as_printed`; nothing where it is as usual."""
    style = element.get("style", "")
    marks = {
        "is_raised": element.tag == "sup" or _RAISED.search(style) is not None,
        "is_struck": element.tag in ("s", "strike") or _STRUCK.search(style) is not None,
        "is_of_symbols": element.get("face", "").lower() == "symbol" or _OF_SYMBOLS.search(style) is not None,
    }
    return {mark: True for mark, has_it in marks.items() if has_it}


def _entered(field: "etree._Element") -> str:
    """What stands in a field of a table's cell. Those elsewhere are for searching a site."""
    if next(field.iterancestors("td", "th"), None) is None:
        return ""
    if field.tag == "select":
        options = list(field.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        return "".join(str(text) for option in chosen for text in option.itertext())
    if field.tag == "textarea":
        return field.text or ""
    return field.get("value", "") if field.get("type", "text").lower() in _TYPED else ""


def _is_aside(element: "etree._Element") -> bool:
    """Whether an element says by what it is, its role, or the names that pages give it that it is no content.

    One that holds a table of several rows is, whatever it is called; so is a link that nobody closed.
    """
    if sum(1 for _ in islice(element.iter("tr"), _FEW_ROWS + 1)) > _FEW_ROWS:
        return False
    if element.tag in _LINKS:
        has_way = element.tag == "button" or element.get("href") is not None or element.get("onclick") is not None
        return has_way and len("".join(map(str, element.itertext()))) < _LONG_LINK
    named = f"{element.get('class', '')} {element.get('id', '')}"
    return element.tag in _AROUND or element.get("role") in _ROLES or _NAMED_ASIDE.search(named) is not None


def _as_aside(piece: str | Table) -> Iterator[str]:
    """A piece of what is no content; tables in it only lay it out."""
    if not isinstance(piece, Table):
        yield piece if piece == "\n" else Aside(piece)
        return
    for box in piece.boxes:
        yield from (one for block in box.blocks for part in _as_aside(block) for one in (part, "\n"))


def _plain(text: str) -> str:
    return _BLANKS.sub(" ", text).replace("\xa0", " ").strip()


def _is_hidden(element: "etree._Element") -> bool:
    return element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")) is not None


def _table(element: "etree._Element") -> Table:
    table = Table([], _widths(element))
    taken: set[tuple[int, int]] = set()
    rows = list(_rows(element))
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            if cell.tag not in ("td", "th") or _is_hidden(cell):
                continue
            column = free_column(taken, number, column)
            row_span = min(_span(cell, "rowspan", _MOST_ROWS) or len(rows), len(rows) - number)
            column_span = _span(cell, "colspan", _MOST_COLUMNS) or 1
            table.boxes.append(Box(number, column, row_span, column_span, list(_blocks(cell))))
            columns = range(column, column + column_span)
            taken.update(product(range(number, number + row_span), columns))
            column = columns.stop
    return table


def _rows(table: "etree._Element") -> Iterator["etree._Element"]:
    """The rows in the order in which they are seen: those of the head first, those of the foot last."""
    for child in sorted(table, key=lambda child: _PLACES.get(child.tag, 1)):
        if child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr" and not _is_hidden(row))
        elif child.tag == "tr" and not _is_hidden(child):
            yield child


def _widths(table: "etree._Element") -> list[float]:
    found: list[float] = []
    for column in table.iterfind(".//col"):
        style = _STYLE_WIDTH.search(column.get("style", ""))
        text = column.get("width") or (style[1] if style else "")
        width = re.match(r"[\d.]+", text)
        with suppress(ValueError):
            found += [float(width[0]) if width else 0.0] * (_span(column, "span", _MOST_COLUMNS) or 1)
    return found


def _span(element: "etree._Element", name: str, most: int) -> int:
    """A span as browsers take it: 1 where it says nothing, at most `most`; 0 means to the end."""
    match = re.match(r"\s*(\d{1,6})", element.get(name, "1"))
    return min(int(match[1]), most) if match else 1
