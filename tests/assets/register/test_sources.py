"""Which files below the given paths are read, and what a manifest adds."""

import os
from pathlib import Path

import pytest

from assets.register.sources import SourceNotFoundError, content_of, find_sources

PDF = b"%PDF-1.7\n"


def test_files_come_in_the_order_of_their_names_and_unknown_ones_are_named(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("z.pdf", "a.PDF", "b/c.pdf", "no_suffix"):
        (tmp_path / name).write_bytes(PDF)
    (tmp_path / "读我.txt").write_text("notes", encoding="utf-8")
    (tmp_path / ".hidden.pdf").write_bytes(PDF)
    found = find_sources([tmp_path])
    assert [source.name for source in found.files] == ["a.PDF", "b/c.pdf", "no_suffix", "z.pdf"]
    assert found.unknown == ["读我.txt"]


def test_a_manifest_says_what_the_paper_does_not(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF)
    (tmp_path / "b.pdf").write_bytes(PDF)
    lines = (
        "file,source_url,published_at,department,year\n"
        "a.pdf,https://example.gov.cn/a,2025-02-07,鄂州市水利局,2025\nb.pdf,,last spring,,二〇二五\n"
    )
    (tmp_path / "manifest.csv").write_text(lines, encoding="utf-8-sig")
    found = find_sources([tmp_path])
    assert [(one.name, one.source_url, one.published_at) for one in found.files] == [
        ("a.pdf", "https://example.gov.cn/a", "2025-02-07"),
        ("b.pdf", None, None),
    ]
    assert [(one.department_said, one.year_said) for one in found.files] == [("鄂州市水利局", "2025"), (None, None)]
    assert len(found.manifest_faults) == 2
    assert "last spring" in found.manifest_faults[0]
    assert "二〇二五" in found.manifest_faults[1]
    assert found.unknown == []
    assert find_sources([tmp_path / "a.pdf"]).files[0].published_at == "2025-02-07"


@pytest.mark.parametrize("content", [b"name;url\n", b"\xff\xfe\x00bad", b"file\n\n"])
def test_a_broken_manifest_stops_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF)
    (tmp_path / "manifest.csv").write_bytes(content)
    assert [source.name for source in find_sources([tmp_path]).files] == ["a.pdf"]


def test_a_manifest_of_a_chinese_excel_is_read_and_what_it_names_in_vain_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF)
    lines = "file,department,published_at\na.pdf,鄂州市水利局,2025-13-45\nb.pdf,,\n"
    (tmp_path / "manifest.csv").write_text(lines, encoding="gb18030")
    found = find_sources([tmp_path])
    assert [(one.department_said, one.published_at) for one in found.files] == [("鄂州市水利局", None)]
    assert [fault.split(": ")[-1] for fault in found.manifest_faults] == [
        "published_at '2025-13-45' is not a date like 2025-02-07",
        "there is no b.pdf",
    ]


def test_links_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.pdf").write_bytes(PDF)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "link").symlink_to(outside)
    (inbox / "link.pdf").symlink_to(outside / "secret.pdf")
    assert find_sources([inbox]).files == []


def test_a_path_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceNotFoundError, match="nowhere"):
        find_sources([tmp_path / "nowhere"])


def test_any_bytes_may_be_a_name_of_any_length(tmp_path: Path) -> None:
    deep = tmp_path / "/".join(["d" * 200] * 10)
    deep.mkdir(parents=True)
    (deep / "a.pdf").write_bytes(PDF)
    for name in (b"bad\xff.pdf", b"new\nline\x1b.pdf"):
        Path(os.fsdecode(bytes(tmp_path) + b"/" + name)).write_bytes(PDF)
    os.mkfifo(tmp_path / "pipe.pdf")
    names = [source.name for source in find_sources([tmp_path]).files]
    assert [names[0], names[2]] == ["bad_ff.pdf", "new_line_.pdf"]
    assert names[1].startswith("ddd")
    assert names[1].endswith("d/a.pdf")
    assert len(names[1].encode()) <= 1200


def test_what_cannot_be_read_is_named_with_its_reason(tmp_path: Path) -> None:
    for name in ("gone.pdf", "large.pdf"):
        (tmp_path / name).write_bytes(PDF)
    os.truncate(tmp_path / "large.pdf", 2**40)
    gone, large = find_sources([tmp_path]).files
    gone.path.unlink()
    assert content_of(gone) == "gone.pdf: No such file or directory"
    assert "too many" in str(content_of(large))
