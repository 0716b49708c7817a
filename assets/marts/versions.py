"""The versions of the code that makes rows: kept with each load, so that it is known what is stale."""

from assets.normalization import NORMALIZER_VERSION
from contracts.vocabulary.version import vocabulary_version
from warehouse.versions import VOCABULARY

RULES_VERSION = "rules/1"


def code_versions(reader: str) -> dict[str, str]:
    """Version by layer; `reader` as the reader says of itself."""
    return {
        "reader": reader,
        "normalizer": NORMALIZER_VERSION,
        "rules": RULES_VERSION,
        VOCABULARY: vocabulary_version(),
    }
