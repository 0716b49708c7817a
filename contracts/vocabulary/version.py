"""Which vocabularies this process goes by, in one digest: what another digest made may have to be made again."""

from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

from contracts.vocabulary.decisions import SUBJECTS, decisions_on, depends_on_decisions

# What printed names, values, regions and departments are told by.
_TABLES = ("departments", "functions", "indicators", "name_variants", "regions", "units")


@depends_on_decisions
@lru_cache(maxsize=1)
def vocabulary_version() -> str:
    """The sha256 of the reviewed tables and of every decision that counts."""
    digest = sha256()
    for name in _TABLES:
        digest.update(files(__package__).joinpath(f"{name}.csv").read_bytes())
    for subject in SUBJECTS:
        digest.update(repr(decisions_on(subject)).encode())
    return digest.hexdigest()
