"""What a release was made of, noted beside the releases: where it is that still, nothing has to be read again.

Noted is a digest of the program, of the warehouse's tables and of the release's own files. Every change of a row writes
one with a new transaction's number (`xmin`) or leaves one fewer of an old one's, so how many rows a table has of each
transaction tells whether it has changed, without a look at what they hold. Times of loading are noted as well, for a
copy of a warehouse counts its transactions on from the same number.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from pathlib import Path

from sqlalchemy import Connection, text

_NOTE = ".made-of"
_TABLES = text("""
WITH RECURSIVE used AS (
    SELECT to_regclass(name)::oid AS oid FROM unnest(CAST(:relations AS text [])) AS name
    UNION
    SELECT d.refobjid
    FROM used
    INNER JOIN pg_rewrite AS r ON used.oid = r.ev_class
    INNER JOIN pg_depend AS d
        ON d.classid = 'pg_rewrite'::regclass AND r.oid = d.objid AND d.refclassid = 'pg_class'::regclass
)

SELECT oid::regclass::text FROM used INNER JOIN pg_class AS c USING (oid) WHERE c.relkind = 'r'
""")
_DATABASE = text("""
SELECT (SELECT system_identifier FROM pg_control_system()), oid,
    (SELECT array[max(received_at), max(loaded_at)]::text FROM dim_document)
FROM pg_database WHERE datname = current_database()
""")
# What a table of the bookkeeping says of the views themselves.
_DEFINITIONS = "registry.fingerprints"


def warehouse_digest(connection: Connection, relations: Collection[str]) -> str:
    """Digest of the state of every table that these relations show, as this transaction sees it."""
    digest = hashlib.sha256(repr(connection.execute(_DATABASE).one()).encode())
    shown = set(connection.scalars(_TABLES, {"relations": sorted(relations)}))
    for table in sorted({*shown, _DEFINITIONS}):
        rows = connection.execute(text(f"SELECT xmin::text, count(*) FROM {table} GROUP BY xmin"))  # noqa: S608
        digest.update(repr((table, sorted(map(tuple, rows)))).encode())
    return digest.hexdigest()


def known_rows(folder: Path, release: Path, made_of: str) -> dict[str, int] | None:
    """How many rows each relation has in the release, if it was made of this and nobody has touched it; else None."""
    try:
        said = json.loads((folder / _NOTE).read_text(encoding="utf-8"))
        if said["made_of"] == made_of and said["files"] == _files_digest(release):
            return {name: int(count) for name, count in said["rows"].items()}
    except (OSError, ValueError, KeyError, TypeError):
        pass  # nobody has noted anything that can be read
    return None


def note(folder: Path, release: Path, made_of: str, rows: Mapping[str, int]) -> None:
    """Notes what the release is made of."""
    said = {"made_of": made_of, "files": _files_digest(release), "rows": rows}
    aside = folder / f"{_NOTE}-next"
    aside.write_text(json.dumps(said), encoding="utf-8")
    aside.replace(folder / _NOTE)


def _files_digest(release: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(release.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                content = hashlib.file_digest(file, "sha256").hexdigest()
            digest.update(f"{path.relative_to(release)} {content}\n".encode())
    return digest.hexdigest()
