"""Archives: every member is given once, under a name that leads nowhere, and no archive unpacks without end."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest

from assets.extraction.cells import Refusal, RefusedError
from assets.extraction.containers.archives import members_of
from assets.extraction.limits import Limits
from assets.extraction.registry import read


def packed(*files: tuple[str, bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return buffer.getvalue()


def named(raw: bytes) -> bytes:
    """An archive whose one member has this name in bytes, and no word of their encoding."""
    placeholder = "n" * len(raw)
    return packed((placeholder, b"x")).replace(placeholder.encode(), raw)


def names(data: bytes, limits: Limits | None = None) -> list[str]:
    return [name for name, _ in members_of(data, limits or Limits())]


def refused(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(RefusedError) as error:
        names(data, limits)
    outcome = read(data, limits or Limits(), "pdfium")
    assert outcome == error.value.refusal
    return outcome.reason_code


def test_members_come_in_order_those_of_inner_archives_too_and_none_that_is_hidden() -> None:
    inner = packed(("丙.pdf", b"c"), ("丁/戊.docx", b"d"))
    data = packed(("甲.pdf", b"a"), ("乙.zip", inner), ("__MACOSX/._甲.pdf", b""), ("夹/", b""), (".DS_Store", b""))
    assert list(members_of(data, Limits())) == [("甲.pdf", b"a"), ("乙.zip/丙.pdf", b"c"), ("乙.zip/丁/戊.docx", b"d")]
    assert read(data, Limits(), "pdfium") == Refusal(
        "not_what_it_says", "an archive, and none that files were taken from"
    )


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("鄂州市/部门.pdf".encode("gb18030"), "鄂州市/部门.pdf"),
        ("鄂州市/部门.pdf".encode(), "鄂州市/部门.pdf"),
        (b"../../etc/passwd", "etc/passwd"),
        (b"/etc/passwd", "etc/passwd"),
        (b"..\\..\\C:\\x.pdf", "x.pdf"),
        (b"a\x1b[31m.pdf", "a\ufffd[31m.pdf"),
    ],
)
def test_a_name_is_decoded_and_leads_nowhere(raw: bytes, name: str) -> None:
    assert names(named(raw)) == [name]


def test_links_are_not_followed() -> None:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        link = ZipInfo("link.pdf")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
        archive.writestr("file.pdf", b"f")
    assert names(buffer.getvalue()) == ["file.pdf"]


def test_an_archive_deeper_than_the_limit_or_broken_is_given_as_it_is() -> None:
    data = packed(("last.pdf", b"x"))
    for number in range(4):
        data = packed((f"{number}.zip", data))
    assert names(data, Limits(depth=3)) == ["3.zip/2.zip/1.zip"]
    broken = packed(("in.zip", b"PK\x03\x04 broken"), ("good.pdf", b"g"))
    assert names(broken) == ["in.zip", "good.pdf"]


def test_bombs_are_refused_before_they_unpack() -> None:
    zeros = packed(("zeros", bytes(10 * 2**20)))
    assert refused(zeros) == "too_large"
    assert refused(packed(("one", b"1"), ("two", b"2")), Limits(members=1)) == "too_large"
    assert refused(packed(("one", b"12"), ("two", b"34")), Limits(unpacked=3)) == "too_large"
    assert refused(packed(("one", b"1" * 30)), Limits(bytes=200, unpacked=20)) == "too_large"
    assert names(packed(("in.zip", zeros), ("good.pdf", b"g"))) == ["in.zip", "good.pdf"]


def test_room_is_shared_by_all_archives_in_one() -> None:
    inner = packed(("x", b"1" * 60), ("y", b"2" * 60))
    assert names(packed(("a.zip", inner), ("b.zip", inner)), Limits(members=5)) == ["a.zip/x", "a.zip/y", "b.zip"]


def test_a_broken_member_is_said_after_the_good_ones_are_given() -> None:
    data = bytearray(packed(("bad.pdf", b"bad" * 50), ("good.pdf", b"good")))
    data[data.index(b"bad.pdf") + 10] ^= 0xFF
    members = members_of(bytes(data), Limits())
    assert next(members) == ("good.pdf", b"good")
    with pytest.raises(RefusedError, match="damaged"):
        next(members)


def test_a_locked_archive_says_so() -> None:
    data = bytearray(packed(("a.pdf", b"a")))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        place = data.index(mark) + (6 if mark == b"PK\x03\x04" else 8)
        data[place] |= 1
    assert refused(bytes(data)) == "encrypted"
