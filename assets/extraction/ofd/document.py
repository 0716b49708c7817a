"""An OFD document (GB/T 33190) to its reading: its pages, the templates under them, and their size.

What is drawn on a page is `assets.extraction.ofd.page`'s. Annotations and signatures (seals) are no text of the page.
"""

import posixpath
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from assets.extraction.cells import Cell, Reading, Refusal, RefusedError, judged
from assets.extraction.containers.package import Package
from assets.extraction.limits import Limits
from assets.extraction.ofd.page import POINTS, Drawing, box_of
from assets.extraction.registry import reader_version
from assets.extraction.ruled.characters import page_from
from assets.extraction.ruled.grid import lattice_of

_ENGINE = "ofd"
_A4 = (0.0, 0.0, 210.0, 297.0)


def read_ofd(data: bytes, limits: Limits, engine: str) -> Reading | Refusal:
    """Every cell and text line of an OFD document. Raises RefusedError for one that cannot be opened."""
    package = Package(data, limits)
    pages = [(page, document) for document in _documents(package) for page in document.pages()]
    if len(pages) > limits.pages:
        return Refusal("too_many_pages", f"{len(pages)} pages, limit {limits.pages}")
    cells: list[Cell] = []
    sizes: list[tuple[float, float]] = []
    for number, ((contents, (left, top, width, height)), document) in enumerate(pages, start=1):
        drawing = Drawing(left, top, document.units)
        for content in contents:
            drawing.add(content)
        characters = drawing.characters
        if len(characters) > limits.characters:
            detail = f"page {number} has {len(characters)} characters, limit {limits.characters}"
            return Refusal("too_much_text", detail)
        size = (max(width, 1.0) * POINTS, max(height, 1.0) * POINTS)
        page = page_from(number, size, lattice_of(drawing.rulings), characters, _ENGINE)
        cells += page.cells
        sizes.append(size)
    return judged(Reading(reader_version(engine), tuple(sizes), tuple(cells)))


class _Document:
    """One document of a package, which may hold several."""

    def __init__(self, package: Package, name: str) -> None:
        self._package, self._name = package, name
        self._root = package.xml(name)
        self._area = box_of(self._root.findtext("{*}CommonData/{*}PageArea/{*}PhysicalBox")) or _A4
        self._templates = {
            template.get("ID", ""): self._place(template) for template in self._root.iter("{*}TemplatePage")
        }

    @cached_property
    def units(self) -> dict[str, "etree._Element"]:
        """The composite objects that pages may draw, by id."""
        parts = [self._root.findtext(f"{{*}}CommonData/{{*}}{name}") for name in ("PublicRes", "DocumentRes")]
        names = [_within(self._name, part.strip()) for part in parts if part]
        roots = [self._package.xml(name) for name in names if self._package.has(name)]
        return {unit.get("ID", ""): unit for root in roots for unit in root.iter("{*}CompositeGraphicUnit")}

    def _place(self, element: "etree._Element") -> str:
        return _within(self._name, element.get("BaseLoc", ""))

    def pages(self) -> "Iterator[tuple[list[etree._Element], tuple[float, float, float, float]]]":
        """What is drawn on each page, from the bottom up, and the page's box in millimetres."""
        for page in self._root.iterfind("{*}Pages/{*}Page"):
            root = self._package.xml(self._place(page))
            under: list[etree._Element] = []
            over: list[etree._Element] = []
            for template in root.iterfind("{*}Template"):
                name = self._templates.get(template.get("TemplateID", ""))
                if name is None or not self._package.has(name):
                    raise RefusedError("damaged", "a page stands on a template that is not there")
                (over if template.get("ZOrder") == "Foreground" else under).append(self._package.xml(name))
            yield [*under, root, *over], box_of(root.findtext("{*}Area/{*}PhysicalBox")) or self._area


def _documents(package: Package) -> Iterator[_Document]:
    roots = [body.findtext("{*}DocRoot") for body in package.xml("OFD.xml").iterfind("{*}DocBody")]
    if not any(roots):
        raise RefusedError("damaged", "OFD.xml names no document")
    return (_Document(package, _within("", root.strip())) for root in roots if root)


def _within(name: str, location: str) -> str:
    """The part that a location means: from the root with a leading slash, else from the part that names it."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(name), location)).lstrip("/")
