"""A package of XML parts, zipped (.docx, .xlsx, .ofd) or in one XML file: opened under the limits, no entity in it."""

import posixpath
import zlib
from abc import ABC, abstractmethod
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from lxml import etree

from assets.extraction.cells import RefusedError
from assets.extraction.limits import Limits

_ENCRYPTED = 0x1
_BLANKS = b" \t\r\n"
BROKEN = (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError)
"""What opening or unpacking a broken ZIP leads into."""


class Parts(ABC):
    """The parts of a package. Whatever is wrong with it is raised as `RefusedError`."""

    @abstractmethod
    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""

    @abstractmethod
    def xml(self, name: str) -> "etree._Element":
        """The root of a part that is XML."""

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part is related to, by id: the last word of the relation's type, and the name of the other part."""
        folder, _, base = name.rpartition("/")
        relations = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(relations):
            return {}
        return {
            relation.get("Id", ""): (
                relation.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/"),
            )
            for relation in self.xml(relations).iter("{*}Relationship")
            if relation.get("TargetMode") != "External"
        }

    def first_related(self, name: str, kind: str) -> str | None:
        """The name of the first part to which a part has a relation of this kind."""
        return next((target for found, target in self.related(name).values() if found == kind), None)


class FlatPackage(Parts):
    """The parts of a package that is one XML file (flat OPC)."""

    def __init__(self, data: bytes) -> None:
        """Read the whole file."""
        self._parts = {
            _folded(attribute(part, "name")): content[0]
            for part in parsed(data, "the package").iterfind("{*}part")
            if (content := part.find("{*}xmlData")) is not None and len(content)
        }

    def has(self, name: str) -> bool:
        """Whether there is an XML part of this name."""
        return _folded(name) in self._parts

    def xml(self, name: str) -> "etree._Element":
        """The root of a part."""
        try:
            return self._parts[_folded(name)]
        except KeyError:
            raise RefusedError("damaged", f"there is no part {name}") from None


class Package(Parts):
    """The parts of a zipped package."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Only the directory is read; parts are unpacked when they are asked for."""
        try:
            self._zip = ZipFile(BytesIO(data))
            parts = self._zip.infolist()
        except BROKEN as error:
            raise RefusedError("damaged", repr(error)) from error
        if any(part.flag_bits & _ENCRYPTED for part in parts):
            raise RefusedError("encrypted")
        size = sum(part.file_size for part in parts)
        if len(parts) > limits.members or size > limits.unpacked:
            raise RefusedError("too_large", f"unpacks to {len(parts)} parts of {size} bytes, limit {limits.unpacked}")
        self._names = {_folded(part.filename): part.filename for part in parts}

    def has(self, name: str) -> bool:
        """Whether there is a part of this name."""
        return _folded(name) in self._names

    def bytes_of(self, name: str) -> bytes:
        """The unpacked part."""
        try:
            return self._zip.read(self._names[_folded(name)])
        except KeyError:
            raise RefusedError("damaged", f"there is no part {name}") from None
        except BROKEN as error:
            raise RefusedError("damaged", f"{name}: {error!r}") from error

    def xml(self, name: str) -> "etree._Element":
        """The root of a part that is XML."""
        return parsed(self.bytes_of(name), name)


def parsed(data: bytes, name: str) -> "etree._Element":
    """The root of an XML document that declares no type: nothing in it can name another file, or grow."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)
    try:
        root = etree.fromstring(data.lstrip(_BLANKS), parser)
    except etree.XMLSyntaxError as error:
        raise RefusedError("damaged", f"{name}: {error}") from error
    about: Any = root.getroottree().docinfo
    if about.doctype:
        raise RefusedError("damaged", f"{name} declares a document type")
    return root


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def attribute(element: "etree._Element", name: str = "val") -> str:
    """An attribute of whatever namespace, '' where there is none; Word keeps what an element says in its val."""
    return str(next((value for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), ""))
