"""Which vocabularies this process goes by, in one digest: what another digest made may have to be made again."""

from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

from contracts.vocabulary.corrections import corrections
from contracts.vocabulary.decisions import SUBJECTS, decisions_on, depends_on_decisions

# What printed names, values, regions and departments are told by.
_TABLES = ("departments", "functions", "indicators", "name_variants", "regions", "units")


@depends_on_decisions
@lru_cache(maxsize=1)
def vocabulary_version() -> str:
    """The sha256 of the reviewed tables, of every decision that counts and of the corrections."""
    digest = sha256()
    for name in _TABLES:
        digest.update(files(__package__).joinpath(f"{name}.csv").read_bytes())
    for subject in SUBJECTS:
        digest.update(repr(decisions_on(subject)).encode())
    digest.update(repr(sorted(corrections().items())).encode())
    return digest.hexdigest()
