"""`python -m pipelines.documentation DOCS SUPERSET SITE`: what is committed into the first two, the site into the last.

The dictionary is asked of a warehouse: the one of the settings, migrated to this version.
"""

import sys
from pathlib import Path

from contracts.rules import book
from pipelines.documentation.pages import LANGUAGES, MARKDOWN, SETTINGS, dictionary_markdown, settings_markdown, site
from pipelines.documentation.superset import datasets
from pipelines.resources import open_warehouse
from pipelines.settings import Settings
from warehouse.dictionary import dictionary


def main(docs: Path, superset: Path, folder: Path) -> None:
    """Writes all of it, over what was there."""
    with open_warehouse(Settings()) as (engine, _), engine.connect() as connection:
        described = dictionary(connection)
    book.write(docs)
    for language in LANGUAGES:
        (docs / MARKDOWN[language]).write_text(dictionary_markdown(described, language), encoding="utf-8")
        (docs / SETTINGS[language]).write_text(settings_markdown(language), encoding="utf-8")
    made = {superset / "datasets/warehouse" / name: text for name, text in datasets(described).items()}
    made |= {folder / name: text for name, text in site(described).items()}
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: python -m pipelines.documentation DOCS SUPERSET SITE")
    main(*map(Path, sys.argv[1:]))
