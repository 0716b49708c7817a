# Every command of the project; the first one shows them.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: help install run test lint bench docs bi clean

help:
	@sed -n 's/^## //p' Makefile

## make install   environment in .venv, packages from requirements.lock
install: .venv/.installed

.venv/.installed: requirements.lock pyproject.toml setup.py assets/extraction/pdf/_compiled.c
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "jixiao needs Python 3.11 or later; say make PYTHON=/path/to/python3.11")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "installing packages from requirements.lock (about a minute) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@$(BIN)/python -c 'from assets.extraction.pdf.compiled import way; print(way())'
	@touch $@

## make run       documents of examples/ into the warehouse, then departments compared
run: install
	@$(BIN)/jixiao ingest examples
	@$(BIN)/jixiao compare 预算执行率 --year 2025
	@$(BIN)/jixiao findings --summary
	@echo
	@echo "Try next (the home is ./jixiao-home):"
	@echo "  .venv/bin/jixiao compare 服务对象满意度        every year, departments side by side"
	@echo "  .venv/bin/jixiao findings --year 2025         what the rules found, with its place"
	@echo "  .venv/bin/jixiao explain VALUE_ID --image cell.png   one number back to its cell"
	@echo "  .venv/bin/jixiao serve                        Dagster's pages, and the database for a BI tool"

## make test      all tests, on a real PostgreSQL that is started for them
# Six at once also on two cores: many tests wait for other processes. In their order, or the longest come last.
test: install
	@$(BIN)/pytest -n 6 --dist loadfile --no-loadscope-reorder -q

## make lint      ruff, mypy, import-linter, dagster definitions
lint: install
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/dg check defs

## make bench     speed, faults and exactness, for hours; make bench SIZE=--small only shows that all of it runs
bench: install
	@$(BIN)/python -m benchmarks $(SIZE)

## make docs      data dictionary and rule book, in Chinese and English: docs/*.md, and a site in build/site
docs: install
	@$(BIN)/python -m pipelines.documentation docs bi/superset build/site

## make bi        Apache Superset in .venv-bi with our dashboard on the warehouse, and a picture of it (needs Chromium)
bi: install
	@bi/superset/try.sh

clean:
	rm -rf .venv .venv-bi .venv-store .mypy_cache .ruff_cache .pytest_cache build dist
