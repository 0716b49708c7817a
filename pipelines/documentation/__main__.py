"""`python -m pipelines.documentation DOCS SITE`: the committed Markdown into DOCS, the site into SITE.

The dictionary is asked of a warehouse: the one of the settings, migrated to this version.
"""

import sys
from pathlib import Path

from contracts.rules import book
from pipelines.documentation.pages import LANGUAGES, MARKDOWN, dictionary_markdown, site
from pipelines.resources import open_warehouse
from pipelines.settings import Settings
from warehouse.dictionary import dictionary


def main(docs: Path, folder: Path) -> None:
    """Writes all of it, over what was there."""
    with open_warehouse(Settings()) as (engine, _), engine.connect() as connection:
        described = dictionary(connection)
    book.write(docs)
    for language in LANGUAGES:
        (docs / MARKDOWN[language]).write_text(dictionary_markdown(described, language), encoding="utf-8")
    for name, text in site(described).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python -m pipelines.documentation DOCS SITE")
    main(Path(sys.argv[1]), Path(sys.argv[2]))
