"""The pages made from the program: current in docs/, whole in both languages, and readable without a network."""

import re
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from posixpath import normpath

import pytest

from contracts.frames import documents, findings, normalized, printed
from contracts.reasons import REASONS
from contracts.rules.catalogue import RULES
from contracts.vocabulary.columns import columns, relations
from pipelines.documentation.__main__ import main
from pipelines.documentation.pages import (
    LANGUAGES,
    MARKDOWN,
    PAGES,
    SETTINGS,
    dictionary_markdown,
    settings_markdown,
    site,
)
from pipelines.settings import Settings
from warehouse import migrations
from warehouse.dictionary import dictionary
from warehouse.engine import connect

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def described(module_database):
    engine = connect(module_database)
    migrations.upgrade(engine)
    with engine.connect() as connection:
        return dictionary(connection)


class Links(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.found, self.names = [], set()
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        said = dict(attributes)
        self.found += [said[name] for name in ("href", "src", "action") if name in said]
        self.names.add(said.get("id"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_dictionary_in_docs_is_current(described, language):
    written = (DOCS / MARKDOWN[language]).read_text(encoding="utf-8")
    assert written == dictionary_markdown(described, language), "run make docs"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_settings_in_docs_are_current_and_each_is_described(language):
    assert (DOCS / SETTINGS[language]).read_text(encoding="utf-8") == settings_markdown(language), "run make docs"
    assert all(field.title and field.description for field in Settings.model_fields.values())


def test_every_relation_and_column_of_the_database_is_in_the_dictionary_in_its_order(described):
    assert {relation.name for relation in described} == set(relations())
    assert {column.name for relation in described for column in relation.columns} == set(columns())
    names = {relation.name: [column.name for column in relation.columns] for relation in described}
    assert names["wide_document"][:3] == ["document_sha256", "source_name", "region_name"]
    keys = {relation.name: [column.name for column in relation.columns if column.is_key] for relation in described}
    assert keys["fact_narrative"] == ["document_id", "narrative"]


def test_what_a_contract_of_the_loaded_frames_names_is_described_in_the_same_place():
    models = (documents.Documents, findings.Findings, normalized.IndicatorValues, normalized.FundingAmounts)
    for model in (*models, printed.PrintedNarratives):
        assert set(model.to_schema().columns) <= set(columns()), model


def test_each_page_says_all_of_it_in_both_languages(described):
    made = site(described)
    assert set(made) == {f"{up}{page}.html" for up in ("", "en/") for page in PAGES} | {"style.css", "search.js"}
    for language, up in (("zh", ""), ("en", "en/")):
        for column in columns().values():
            said = column.description_zh if language == "zh" else column.description_en
            assert f"<td><code>{column.name}</code></td>" in made[f"{up}dictionary.html"]
            assert said.replace("'", "&#39;").replace(">", "&gt;").replace("<", "&lt;") in made[f"{up}dictionary.html"]
        assert all(f'id="{rule.code}"' in made[f"{up}rules.html"] for rule in RULES)
        assert all(f'id="{code}"' in made[f"{up}reasons.html"] for code in REASONS)
        assert f'<html lang="{"zh-CN" if language == "zh" else "en"}">' in made[f"{up}index.html"]


def test_every_link_of_the_site_leads_to_a_file_of_the_site(described):
    made = site(described)
    for name, page in made.items():
        assert not re.search(r"(?:https?:)?//[a-z]|@import|url\(", page), name
        for link in Links(page).found if name.endswith(".html") else []:
            path, _, place = link.partition("#")
            target = normpath(str(PurePosixPath(name).parent / path))
            assert target in made, (name, link)
            assert not place or place in Links(made[target]).names, (name, link)


def test_all_of_it_is_written(module_database, tmp_path, monkeypatch):
    monkeypatch.setenv("JIXIAO_WAREHOUSE", module_database)
    monkeypatch.setenv("JIXIAO_HOME", str(tmp_path))
    (tmp_path / "docs").mkdir()
    main(tmp_path / "docs", tmp_path / "superset", tmp_path / "site")
    for written in (tmp_path / "docs").iterdir():
        assert written.read_text(encoding="utf-8") == (DOCS / written.name).read_text(encoding="utf-8")
    assert len(list((tmp_path / "docs").iterdir())) == 6
    assert (tmp_path / "site/en/rules.html").exists()
