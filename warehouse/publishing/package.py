"""The release's `datapackage.json` (Frictionless Data Package v1): every file, and what its columns hold.

The schema of a relation stands once, in `schemas/`; the files of all regions and years point at it.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from warehouse.dictionary import DescribedRelation

PACKAGE = "datapackage.json"
_TYPES = {
    "smallint": "integer",
    "integer": "integer",
    "bigint": "integer",
    "numeric": "number",
    "double precision": "number",
    "boolean": "boolean",
    "date": "date",
    "timestamp with time zone": "datetime",
}
_ABOUT = (
    "政府部门整体绩效目标数据仓库的现行内容。CSV 中以 = + - @ 等开头的文字前加了一个撇号，以免被电子表格当作公式。"
    " / What the performance warehouse holds now. In CSV an apostrophe stands before a text that a spreadsheet would "
    "take for a formula."
)


def write_package(release: Path, described: Sequence[DescribedRelation], made_by: str) -> None:
    """Describes the files of a release by their digests and sizes; the time at which they were made is not said.

    `made_by` is the digest of the program that made them.
    """
    schemas = release / "schemas"
    schemas.mkdir()
    for relation in described:
        _write(schemas / f"{relation.name}.json", _schema(relation))
    resources = []
    for relation in described:
        for kind in ("csv", "parquet"):
            folder = release / kind
            paths = [*sorted((folder / relation.name).rglob(f"*.{kind}")), folder / f"{relation.name}.{kind}"]
            resources += [_resource(release, path, relation) for path in paths if path.exists()]
    resources += [_resource(release, path) for path in sorted((release / "excel").rglob("*.xlsx"))]
    package = {"profile": "data-package", "name": "jixiao", "title": "部门整体绩效目标", "description": _ABOUT}
    _write(release / PACKAGE, {**package, "made_by": made_by, "resources": resources})


def made_by(release: Path) -> str:
    """The digest of the program that made a release."""
    said = json.loads((release / PACKAGE).read_text(encoding="utf-8"))
    return str(said.get("made_by"))


def _schema(relation: DescribedRelation) -> dict[str, Any]:
    fields = [
        {
            "name": column.name,
            "type": _TYPES.get(column.kind, "string"),
            "title": column.description.name_zh,
            "description": f"{column.description.description_zh} / {column.description.description_en}",
        }
        for column in relation.columns
    ]
    keys = [column.name for column in relation.columns if column.is_key]
    return {"fields": fields, "missingValues": [""], **({"primaryKey": keys} if keys else {})}


def _resource(release: Path, path: Path, relation: DescribedRelation | None = None) -> dict[str, Any]:
    place = path.relative_to(release).as_posix()
    content = path.read_bytes()
    said: dict[str, Any] = {
        "name": re.sub(r"[^a-z0-9._-]+", "-", place.lower().replace("=", "-")).strip("-"),
        "path": place,
        "format": path.suffix.removeprefix("."),
        # As tables, Parquet has no count of bytes to check, and a workbook's first sheet has a form's layout.
        "type": "table" if path.suffix == ".csv" else "file",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if relation is None:
        return {**said, "profile": "data-resource"}
    said["title"] = relation.description.name_zh
    said["description"] = f"{relation.description.description_zh} / {relation.description.description_en}"
    said["profile"] = "tabular-data-resource" if path.suffix == ".csv" else "data-resource"
    if path.suffix == ".csv":
        said["encoding"] = "utf-8"
    return {**said, "schema": f"schemas/{relation.name}.json"}


def _write(path: Path, said: Any) -> None:
    path.write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
