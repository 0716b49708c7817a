"""Readings as a frame that holds its contract."""

from pathlib import Path

import pytest

from assets.extraction.cells import Reading
from assets.extraction.frame import cells_frame
from assets.extraction.pdf import read_pdf
from contracts.frames.cells import Cells

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.pdf"))


def read(path: Path) -> Reading:
    reading = read_pdf(path.read_bytes())
    assert isinstance(reading, Reading)
    return reading


def test_the_frame_holds_its_contract_and_every_cell() -> None:
    readings = {f"{number:064x}": read(path) for number, path in enumerate(EXAMPLES[:4])}
    frame = Cells.validate(cells_frame(readings), lazy=True)
    assert len(frame) == sum(len(reading.cells) for reading in readings.values())
    assert list(frame["document_sha256"].unique()) == list(readings)
    last = [*readings.values()][-1].cells[-1]
    assert {"document_sha256": [*readings][-1], **last._asdict()}.items() <= frame.iloc[-1].to_dict().items()


@pytest.mark.parametrize("readings", [{}, {"0" * 64: Reading("pdfium/1", (), ())}])
def test_no_cells_are_an_empty_frame_of_the_same_columns(readings: dict[str, Reading]) -> None:
    frame = Cells.validate(cells_frame(readings))
    assert len(frame) == 0
    assert list(frame.columns) == list(cells_frame({"0" * 64: read(EXAMPLES[0])}).columns)
