"""Renders the templates beside this module: the dictionary as Markdown, and the site, in Chinese and in English.

The site is plain files: no address of another machine stands in it, so that it opens from a disk without a network.
"""

from collections.abc import Sequence
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from contracts.reasons import REASONS
from contracts.rules.book import printed
from contracts.rules.catalogue import RULES
from contracts.vocabulary.columns import columns, relations
from contracts.vocabulary.indicators import indicators
from pipelines.settings import Settings
from warehouse.dictionary import DescribedRelation

LANGUAGES = ("zh", "en")
MARKDOWN = {"en": "dictionary.md", "zh": "dictionary.zh.md"}
SETTINGS = {"en": "settings.md", "zh": "settings.zh.md"}
PAGES = ("index", "dictionary", "indicators", "rules", "reasons")


def dictionary_markdown(described: Sequence[DescribedRelation], language: str) -> str:
    """The data dictionary in `en` or `zh`; ends in a line feed."""
    return _render("dictionary.md", language, described)


def settings_markdown(language: str) -> str:
    """Every setting in `en` or `zh`; ends in a line feed."""
    return _render("settings.md", language, (), settings=Settings.model_fields)


def site(described: Sequence[DescribedRelation]) -> dict[str, str]:
    """The site's files by their path: Chinese pages at the top, English ones below `en/`."""
    made = {
        f"{'' if language == 'zh' else 'en/'}{page}.html": _render(f"{page}.html", language, described, page=page)
        for language in LANGUAGES
        for page in PAGES
    }
    shared = files(__package__).joinpath("templates")
    return made | {name: shared.joinpath(name).read_text(encoding="utf-8") for name in ("style.css", "search.js")}


def _render(template: str, language: str, described: Sequence[DescribedRelation], **more: Any) -> str:
    environment = Environment(
        loader=PackageLoader(__package__),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["said"] = lambda thing, name: getattr(thing, f"{name}_{language}")
    return environment.get_template(template).render(
        language=language,
        described=described,
        pages=PAGES,
        columns=columns(),
        relations=relations(),
        rules=RULES,
        reasons=REASONS.values(),
        indicators=indicators().values(),
        printed=printed,
        t=lambda zh, en: zh if language == "zh" else en,
        **more,
    )
