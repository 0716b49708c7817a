"""What a change of the vocabularies touches: those documents, and no others, wait to be loaded again.

Nothing is read again for it: the next run makes their rows anew from what was read, like those of any waiting document.
"""

import hashlib

from sqlalchemy import Connection, text

from contracts.vocabulary.corrections import corrections
from contracts.vocabulary.decisions import decisions_on
from contracts.vocabulary.functions import function_of
from contracts.vocabulary.indicator_names import match_indicator
from contracts.vocabulary.indicators import indicators
from contracts.vocabulary.version import vocabulary_version
from warehouse.fingerprints import fingerprint_of, note_fingerprint
from warehouse.placing import place_again
from warehouse.tables.metadata import UNKNOWN_INDICATOR
from warehouse.versions import VOCABULARY, lock_vocabulary
from warehouse.waiting import wait_again

_UNITS = "unit decisions"
_CORRECTIONS = "corrections"
_NO_CORRECTION = hashlib.sha256(b"[]").hexdigest()

# Cells that a correction speaks of now, or spoke of when they were loaded.
_CORRECTED = text("""
SELECT document_id FROM fact_indicator_value
WHERE value_id = ANY(CAST(:cells AS text[])) OR strpos(faults, 'correct') > 0
UNION
SELECT document_id FROM fact_funding
WHERE funding_id = ANY(CAST(:cells AS text[])) OR strpos(faults, 'correct') > 0
""")
_NAMES = text("SELECT DISTINCT name_printed, department_id, indicator_code, direction FROM fact_indicator_value")
_NAMING = text("""
SELECT DISTINCT value.document_id
FROM fact_indicator_value AS value
INNER JOIN unnest(CAST(:names AS text[]), CAST(:departments AS text[])) AS touched (name_printed, department_id)
    ON value.name_printed = touched.name_printed AND value.department_id = touched.department_id
""")
_PRINTING = text("""
SELECT DISTINCT value.document_id
FROM fact_indicator_value AS value
INNER JOIN unnest(CAST(:units AS text[])) AS touched (unit)
    ON value.unit_printed = touched.unit OR strpos(value.value_printed, touched.unit) > 0
""")


def renew_documents(connection: Connection) -> list[str]:
    """Lets the documents that today's vocabularies read otherwise wait for a load; their ids.

    Cheap where the vocabularies are those of the last time. Documents whose department or region is another now are
    moved there at once.
    """
    version = vocabulary_version()
    if fingerprint_of(connection, VOCABULARY) == version:
        return []
    lock_vocabulary(connection, to_renew=True)
    note_fingerprint(connection, VOCABULARY, version)
    moved = place_again(connection)
    touched = _named_otherwise(connection) | _with_decided_units(connection) | _corrected_otherwise(connection)
    wait_again(connection, sorted(touched))
    return sorted(touched.union(moved))


def _named_otherwise(connection: Connection) -> set[str]:
    known = indicators()
    names, departments = [], []
    for name, department_id, code, direction in connection.execute(_NAMES):
        means = match_indicator(name, function_of(department_id))
        if (means or UNKNOWN_INDICATOR, known[means].direction if means else None) != (code, direction):
            names.append(name)
            departments.append(department_id)
    if not names:
        return set()
    return set(connection.scalars(_NAMING, {"names": names, "departments": departments}))


def _corrected_otherwise(connection: Connection) -> set[str]:
    known = corrections()
    content = hashlib.sha256(repr(sorted(known.items())).encode()).hexdigest()
    if (fingerprint_of(connection, _CORRECTIONS) or _NO_CORRECTION) == content:
        return set()
    note_fingerprint(connection, _CORRECTIONS, content)
    return set(connection.scalars(_CORRECTED, {"cells": list(known)}))


def _with_decided_units(connection: Connection) -> set[str]:
    decided = decisions_on("unit")
    content = hashlib.sha256(repr(decided).encode()).hexdigest()
    if fingerprint_of(connection, _UNITS) == content:
        return set()
    note_fingerprint(connection, _UNITS, content)
    return set(connection.scalars(_PRINTING, {"units": [one.name for one in decided]}))
