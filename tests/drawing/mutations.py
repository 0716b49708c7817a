"""Documents of every format that is read, spoiled by chance or on purpose: what must end with a reading or a reason."""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

from tests.drawing import excel, ofd, office_xml, web, word
from tests.drawing.content import Approval, Line
from tests.drawing.pages import Manner

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "tests" / "fixtures" / "formats"
_PACKAGES = ("docx", "xlsx", "ofd", "zip")
_LINES = tuple(
    Line("管理效率", level2, f"{level2}情况{number}", (value,), "计划标准", "绩效基本型")
    for level2 in ("预算编制", "预算执行", "绩效管理")
    for number, value in enumerate(("≤100%", "357人", "健全"))
)
APPROVAL = Approval(
    department="鄂州市测试局",
    year=2025,
    until=2026,
    functions="负责测试。",
    tasks="测试。",
    long_goal="好。",
    annual_goal="更好。",
    funding=(
        ("收入构成", "财政拨款", "100.00", "100%", "99.00", "98.00"),
        ("支出构成", "合计", "100.00", "100%", "", ""),
    ),
    long=_LINES,
    annual=tuple(replace(line, values=(*line.values, "1", "2")) for line in _LINES),
)


@cache
def sound() -> dict[str, bytes]:
    """A sound document of each format."""
    pdf = next(iter(sorted((ROOT / "examples").glob("*.pdf")))).read_bytes()
    documents = {
        "pdf": pdf,
        "docx": word.drawn(APPROVAL, Random(1)),
        "xlsx": excel.drawn(APPROVAL, Random(1)),
        "html": web.drawn(APPROVAL, Random(1)),
        "ofd": ofd.drawn(APPROVAL, Manner()),
        "doc": (FIXTURES / "small.doc").read_bytes(),
        "xls": (FIXTURES / "small.xls").read_bytes(),
    }
    documents |= {
        "flat_docx": office_xml.flat(documents["docx"]),
        "word_xml": office_xml.word_2003(documents["docx"]),
        "sheet_xml": office_xml.excel_2003(documents["xlsx"]),
    }
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for kind in ("docx", "html"):
            archive.writestr(f"文件.{kind}", documents[kind])
    return documents | {"zip": buffer.getvalue()}


def spoiled(number: int) -> tuple[str, bytes]:
    """What was done, and the bytes that came of it: another for each number, always the same for one."""
    chance = Random(number)
    kind = sorted(sound())[number % len(sound())]
    ways: list[Callable[[bytes, Random], bytes]] = [_flipped, _flipped, _cut, _filled, _shuffled]
    if kind in _PACKAGES:
        ways += [_swapped, _dropped, _flipped_inside, _flipped_inside, _cut_inside, _entities]
    ways += _ON_PURPOSE.get(kind, [])
    way = chance.choice(ways)
    return f"{kind} {way.__name__.strip('_')}", way(sound()[kind], chance)


def _flipped(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 4, 40))):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: Random) -> bytes:
    return data[: chance.randrange(1, len(data))]


def _filled(data: bytes, chance: Random) -> bytes:
    """A piece of the file is overwritten, as a disk may do."""
    start, size = chance.randrange(len(data)), chance.choice((16, 512, 4096))
    return data[:start] + bytes([chance.choice((0, 0xFF, 0x41))]) * size + data[start + size :]


def _shuffled(data: bytes, chance: Random) -> bytes:
    """Two pieces of the file change places."""
    first, second = sorted(chance.randrange(len(data)) for _ in range(2))
    size = min(chance.choice((8, 64, 512)), second - first)
    head, middle = data[:first], data[first + size : second]
    return head + data[second : second + size] + middle + data[first : first + size] + data[second + size :]


def _members(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(members: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def _swapped(data: bytes, chance: Random) -> bytes:
    members = _members(data)
    one, other = chance.sample(sorted(members), 2)
    return _packed(members | {one: members[other], other: members[one]})


def _dropped(data: bytes, chance: Random) -> bytes:
    members = _members(data)
    del members[chance.choice(sorted(members))]
    return _packed(members)


def _flipped_inside(data: bytes, chance: Random) -> bytes:
    members = _members(data)
    name = chance.choice(sorted(members))
    return _packed(members | {name: _flipped(members[name], chance)})


def _cut_inside(data: bytes, chance: Random) -> bytes:
    members = _members(data)
    name = chance.choice(sorted(members))
    return _packed(members | {name: _cut(members[name], chance)})


def _entities(data: bytes, chance: Random) -> bytes:
    """One part is made of entities."""
    members = _members(data)
    name = chance.choice(sorted(members))
    document_type, entity = _document_type(chance)
    return _packed(members | {name: b"%b<d>%b</d>" % (document_type, entity)})


def _document_type(chance: Random) -> tuple[bytes, bytes]:
    """A document type, and its entity that grows a thousandfold or names a file of the machine."""
    grown = "".join(f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, 9))
    bomb = f'<!DOCTYPE d [<!ENTITY e0 "{"x" * 100}">{grown}]>'
    file = '<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    return chance.choice(((bomb.encode(), b"&e8;"), (file.encode(), b"&f;")))


def _entities_within(data: bytes, chance: Random) -> bytes:
    """One of the texts is made of an entity."""
    document_type, entity = _document_type(chance)
    declaration, mark, rest = data.partition(b"?>")
    return declaration + mark + document_type + rest.replace("计划标准".encode(), entity, 1)


def _put_before(mark: bytes, *content: bytes) -> Callable[[bytes, Random], bytes]:
    """One of the pieces of content, once or so often that it weighs, before the last of a mark."""

    def put_before(data: bytes, chance: Random) -> bytes:
        head, _, rest = data.rpartition(mark)
        return head + chance.choice(content) * chance.choice((1, 1_000, 200_000)) + mark + rest

    return put_before


def _replaced(part: str, old: bytes, new: bytes) -> Callable[[bytes, Random], bytes]:
    def replaced(data: bytes, chance: Random) -> bytes:
        members = _members(data)
        name = next(name for name in members if part in name)
        return _packed(members | {name: members[name].replace(old, new, 1)})

    return replaced


def _zeros(data: bytes, chance: Random) -> bytes:
    """A member that unpacks to much more than it takes."""
    members = _members(data)
    return _packed(members | {chance.choice(sorted(members)): bytes(chance.choice((1, 300)) * 2**20)})


def _out_of_the_folder(data: bytes, chance: Random) -> bytes:
    way = chance.choice(("../../../../tmp/{}", "/tmp/{}", "..\\..\\{}", "C:/{}", "a/../../{}"))
    return _packed({way.format(name): content for name, content in _members(data).items()})


def _in_itself(data: bytes, chance: Random) -> bytes:
    for _ in range(chance.randrange(2, 12)):
        data = _packed({f"{number}.zip": data for number in range(chance.choice((1, 3)))})
    return data


def _error_page(data: bytes, chance: Random) -> bytes:
    """What a site sends, with status 200, where the file should be."""
    page = "<!DOCTYPE html><html><head><title>404</title></head><body><h1>页面不存在</h1>{}</body></html>"
    return page.format("<table><tr><td>返回首页</td></tr></table>" * chance.randrange(2)).encode()


def _huge_spans(data: bytes, chance: Random) -> bytes:
    return data.replace("<td".encode(chance.choice(("utf-8", "gb18030"))), b"<td rowspan=60000 colspan=999", 5)


def _deep(data: bytes, chance: Random) -> bytes:
    return b"<html><body>" + b"<table><tr><td>" * chance.choice((300, 20_000)) + b"x"


def _many(element: bytes, part: str, before: bytes) -> Callable[[bytes, Random], bytes]:
    def many(data: bytes, chance: Random) -> bytes:
        members = _members(data)
        name = next(name for name in members if part in name)
        grown = members[name].replace(before, element * chance.choice((1_000, 200_000)) + before, 1)
        return _packed(members | {name: grown})

    return many


_FAR = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
_ALL = b'<mergeCells><mergeCell ref="A1:XFD1048576"/>'
_FAR_2003 = (
    b'<Row ss:Index="1048576"><Cell ss:Index="16384"><Data ss:Type="Number">1e308</Data></Cell></Row>',
    b'<Row ss:Index="9999999"><Cell ss:Index="9999999" ss:MergeAcross="9999999" ss:MergeDown="9999999"/></Row>',
    b'<Row ss:Span="9999999"/><Row><Cell><Data ss:Type="DateTime">x</Data></Cell></Row>',
)
_PARAGRAPH = b"<w:p><w:r><w:t>x</w:t></w:r></w:p>"
_OPEN_TABLE = b"<w:tbl><w:tr><w:tc>"
_ON_PURPOSE: dict[str, list[Callable[[bytes, Random], bytes]]] = {
    "pdf": [_error_page],
    "html": [_error_page, _huge_spans, _deep],
    "zip": [_zeros, _out_of_the_folder, _in_itself],
    "docx": [_zeros, _many(_OPEN_TABLE, "document.xml", b"</w:body>"),
             _many(_PARAGRAPH, "document.xml", b"</w:body>"),
             _replaced("document.xml", b'w:gridSpan w:val="', b'w:gridSpan w:val="99999999')],
    "flat_docx": [_entities_within, _put_before(b"</w:body>", _PARAGRAPH, _OPEN_TABLE),
                  _put_before(b"</pkg:package>", b'<pkg:part pkg:name="/word/document.xml"/>')],
    "word_xml": [_entities_within, _put_before(b"</w:body>", _PARAGRAPH, _OPEN_TABLE)],
    "sheet_xml": [_entities_within, _put_before(b"</Table>", *_FAR_2003)],
    "xlsx": [_zeros, _replaced("sheet1", b"</sheetData>", _FAR), _replaced("sheet1", b"<mergeCells", _ALL + b"<x"),
             _many(b'<row><c t="n"><v>1</v></c></row>', "sheet1", b"</sheetData>")],
    "ofd": [_zeros, _replaced("Page_0", b'DeltaX="', b'DeltaX="g 999999999 1 '),
            _many(b'<ofd:PathObject Boundary="0 0 9 9"><ofd:AbbreviatedData>M 0 0 L 9 9</ofd:AbbreviatedData>'
                  b"</ofd:PathObject>", "Page_0", b"</ofd:Layer>")],
}  # fmt: skip
