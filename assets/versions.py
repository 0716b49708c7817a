"""The versions of the code that makes rows: kept with each load, so that it is known what is stale.

The reader's is raised by hand, because a new one has every file read again. What comes after reading costs little, so
its version is the content of what decides: whoever changes a rule, a label or a word need not think of it. A change of
nothing but a comment counts as well; the load then finds every row as it was, and writes none.
"""

from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from contracts.vocabulary.version import vocabulary_version
from warehouse.versions import VOCABULARY

_LAYERS = {
    "forms": ("assets.forms",),
    "normalizer": ("assets.normalization",),
    "rules": ("contracts.rules", "contracts.frames"),
    "words": ("contracts.vocabulary",),
}
_DECIDING = (".py", ".csv", ".toml")
_DESCRIBING = ("columns.csv", "relations.csv")
"""The dictionary's texts: no row depends on them."""
IDENTIFYING = ("forms", "words")
"""The layers that tell whose a document is: where they change, it is registered again before it is loaded."""


def code_versions(reader: str) -> dict[str, str]:
    """Version by layer; `reader` as the reader says of itself."""
    layers = {layer: content_version(packages) for layer, packages in _LAYERS.items()}
    return {"reader": reader, **layers, VOCABULARY: vocabulary_version()}


def forms_version() -> str:
    """The version of what tells which documents a reading holds, and what each of them prints."""
    return content_version(tuple(package for layer in IDENTIFYING for package in _LAYERS[layer]))


@lru_cache
def content_version(packages: tuple[str, ...]) -> str:
    """A digest of the modules and tables of packages, as this process found them when it first asked."""
    digest = sha256()
    for package in packages:
        for name, content in _deciding(files(package), package):
            digest.update(sha256(name.encode()).digest() + sha256(content).digest())
    return digest.hexdigest()[:16]


def _deciding(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            yield from _deciding(entry, f"{name}/{entry.name}")
        elif entry.name.endswith(_DECIDING) and entry.name not in _DESCRIBING:
            yield f"{name}/{entry.name}", entry.read_bytes()
