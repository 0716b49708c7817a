"""Pages of pieces to the bytes of an OFD document, as GB/T 33190 has it: a path a border, a text object a line."""

from io import BytesIO
from unicodedata import east_asian_width
from xml.sax.saxutils import escape
from zipfile import ZipFile

from tests.drawing.content import Approval, sheet_of
from tests.drawing.pages import EDGES, Manner, Piece, pages_of

POINT = 25.4 / 72
SIZE, PITCH, TOP, WIDTH = 9, 13, 60, 595
_NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def drawn(approval: Approval, manner: Manner) -> bytes:
    """One OFD that holds the approval."""
    pages = pages_of(sheet_of(approval), manner, _width)
    height = TOP + 50 + PITCH * max(piece.bottom for page in pages for piece in page)
    contents = {f"Doc_0/Pages/Page_{index}/Content.xml": _page(page, height) for index, page in enumerate(pages)}
    first = "Doc_0/Pages/Page_0/Content.xml"
    title = _text(200, 40, 14, approval.title)
    contents[first] = contents[first].replace('<ofd:Layer ID="1">', f'<ofd:Layer ID="1">{title}')
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        root = "<ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>"
        package.writestr("OFD.xml", f"<ofd:OFD {_NAMESPACE}>{root}</ofd:OFD>")
        listed = "".join(
            f'<ofd:Page ID="{index}" BaseLoc="{name.removeprefix("Doc_0/")}"/>' for index, name in enumerate(contents)
        )
        area = f"<ofd:CommonData><ofd:PageArea>{_box(WIDTH, height)}</ofd:PageArea></ofd:CommonData>"
        pages_part = f"<ofd:Pages>{listed}</ofd:Pages>"
        package.writestr("Doc_0/Document.xml", f"<ofd:Document {_NAMESPACE}>{area}{pages_part}</ofd:Document>")
        for name, content in contents.items():
            package.writestr(name, content)
    return buffer.getvalue()


def _box(width: float, height: float) -> str:
    return f"<ofd:PhysicalBox>0 0 {width * POINT:.3f} {height * POINT:.3f}</ofd:PhysicalBox>"


def _page(page: list[Piece], height: float) -> str:
    drawn_pieces = "".join(map(_piece, page))
    layer = f'<ofd:Content><ofd:Layer ID="1">{drawn_pieces}</ofd:Layer></ofd:Content>'
    return f"<ofd:Page {_NAMESPACE}><ofd:Area>{_box(WIDTH, height)}</ofd:Area>{layer}</ofd:Page>"


def _piece(piece: Piece) -> str:
    left, right = EDGES[piece.left], EDGES[piece.right]
    top, bottom = TOP + PITCH * piece.top, TOP + PITCH * piece.bottom
    sides = [(left, top, left, bottom), (right, top, right, bottom)]
    if not piece.is_open_top:
        sides.append((left, top, right, top))
    if not piece.is_open_bottom:
        sides.append((left, bottom, right, bottom))
    texts = [_text(left + 2, TOP + PITCH * line + 10, SIZE, text) for line, text in piece.lines]
    return "".join(_line(*side) for side in sides) + "".join(texts)


def _line(x0: float, y0: float, x1: float, y1: float) -> str:
    across, down = (x1 - x0) * POINT, (y1 - y0) * POINT
    boundary = f"{x0 * POINT:.3f} {y0 * POINT:.3f} {max(across, 0.1):.3f} {max(down, 0.1):.3f}"
    data = f"<ofd:AbbreviatedData>M 0 0 L {across:.3f} {down:.3f}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject ID="1" Boundary="{boundary}" LineWidth="0.2">{data}</ofd:PathObject>'


def _text(x: float, baseline: float, size: float, text: str) -> str:
    if not text:
        return ""
    steps = " ".join(f"{_advance(one) * size * POINT:.3f}" for one in text[:-1])
    boundary = f"{x * POINT:.3f} {(baseline - size) * POINT:.3f} {len(text) * size * POINT:.3f} {size * POINT:.3f}"
    code = f'<ofd:TextCode X="0" Y="{size * POINT:.3f}" DeltaX="{steps}">{escape(text)}</ofd:TextCode>'
    return f'<ofd:TextObject ID="1" Boundary="{boundary}" Font="1" Size="{size * POINT:.3f}">{code}</ofd:TextObject>'


def _advance(character: str) -> float:
    return 1.0 if east_asian_width(character) in "WFA" else 0.5


def _width(text: str) -> float:
    return SIZE * sum(map(_advance, text))
