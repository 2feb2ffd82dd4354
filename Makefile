# Everything that is done with this project is a target here; `make help` lists them.
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev needs run run-year-end serve serve-many test coverage lint fix bench bench-quick pages load growth soak failover screenshots fuzz kills guesses lock schemas clean

PYTHON ?= python3
PORT ?= 8501
N ?= 2
WORKERS ?= 2
SIZES := $(if $(MILLIONS),--millions $(MILLIONS))
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet
# The lock is complete, so nothing is resolved again: older pips refuse a newer release seen through an extra.
LOCKED := install --require-hashes --no-deps --requirement
# The sample is loaded once for all commands after it in a recipe's line.
ONE_SAMPLE := TESTS_SAMPLE_FOLDER=$$(mktemp -d) && export TESTS_SAMPLE_FOLDER && trap 'rm -rf "$$TESTS_SAMPLE_FOLDER"' EXIT
CODE := app.py cli.py dabiao.py settings.py charts console db i18n indicators pages reports sample_data services ui workbooks tests bench

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  %-14s %s\n", $$1, $$2}'

setup: $(VENV)/.ready ## make .venv with `dabiao` in it (hash-locked)

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Dabiao needs Python 3.11 or newer; set PYTHON=") if sys.version_info < (3, 11) else None'
	@$(PYTHON) -m venv $(VENV) || { echo "python3-venv is missing: on Debian, apt-get install python3-venv"; exit 1; }

$(VENV)/.ready: requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "Setting up .venv (first time: about a minute) …"
	@$(PIP) $(LOCKED) requirements.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

setup-dev: $(VENV)/.ready-dev ## the same, with what tests and linters need

$(VENV)/.ready-dev: requirements-dev.txt $(VENV)/.ready
	@echo "Installing what the tests need …"
	@$(PIP) $(LOCKED) requirements-dev.txt
	@touch $@

needs: ## install the programs the tests need (Chromium, PostgreSQL, CJK fonts, LibreOffice)
	@bash tests/needs.sh

run: setup ## start on the embedded database with sample data (PORT=8501)
	@$(BIN)/dabiao init --sample
	@$(BIN)/dabiao serve --port $(PORT)

run-year-end: setup ## the same with the whole of 2018, as on 2019-01-20
	@DABIAO_DATABASE_URL=sqlite:///var/year-end.sqlite3 $(BIN)/dabiao init --sample=year-end
	@DABIAO_DATABASE_URL=sqlite:///var/year-end.sqlite3 $(BIN)/dabiao serve --port $(PORT)

serve: setup ## start for real, after `dabiao init` (PORT=8501)
	@$(BIN)/dabiao serve --port $(PORT)

serve-many: setup ## the same in several processes behind nginx (N=2 PORT=8501)
	@$(BIN)/dabiao serve-many --processes $(N) --port $(PORT)

test: setup-dev needs lint ## set up, install what the tests need, run all checks
	@$(ONE_SAMPLE) && $(BIN)/python -m pytest -n $(WORKERS) --dist loadfile tests/architecture tests/unit tests/integration && \
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile tests/browser

coverage: setup-dev needs ## hold the measured branch coverage against its bars (100% of indicators/, 95% of all)
	@$(BIN)/python -m pytest -q tests/architecture tests/unit tests/integration --cov --cov-report=json:.coverage.json
	@$(BIN)/python -m tests.coverage_bars .coverage.json

lint: setup-dev ## ruff, mypy --strict, import contracts
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/mypy
	@$(BIN)/lint-imports

fix: setup-dev ## mend what ruff can mend
	@$(BIN)/ruff check --fix $(CODE)
	@$(BIN)/ruff format $(CODE)

bench: setup-dev needs ## every row of the table of speed beside its alternatives (the table of the README)
	@$(BIN)/python -m bench.reading
	@$(BIN)/python -m bench.writing
	@$(BIN)/python -m bench.annotating
	@$(BIN)/python -m bench.loading
	@$(BIN)/python -m bench.exporting
	@$(ONE_SAMPLE) && $(BIN)/python -m bench.starting && $(BIN)/python -m bench.pages && $(BIN)/python -m bench.serving
	@$(MAKE) --no-print-directory growth
	@$(BIN)/python -m bench.table

bench-quick: setup-dev ## a small version of the benchmarks, in a few minutes
	@$(BIN)/python -m bench.reading --quick
	@$(BIN)/python -m bench.writing --quick
	@$(BIN)/python -m bench.annotating --quick
	@$(BIN)/python -m bench.loading --quick
	@$(BIN)/python -m bench.growth --quick
	@$(ONE_SAMPLE) && $(BIN)/python -m bench.exporting --quick && $(BIN)/python -m bench.starting --quick && \
	$(BIN)/python -m bench.soak --quick

pages: setup-dev needs ## campaign: pages in a real browser beside an empty Streamlit page (bench/results/)
	@$(BIN)/python -m bench.pages

load: setup-dev needs ## campaign: screens under load of real web socket clients (bench/results/)
	@$(BIN)/python -m bench.serving

growth: setup-dev ## campaign: growth curves, SQLite and PostgreSQL (an hour; less with MILLIONS="1 10" of cells; bench/results/, docs/growth-*.svg)
	@$(BIN)/python -m bench.growth $(SIZES)
	@$(BIN)/python -m bench.growth $(SIZES) --postgresql
	@$(BIN)/python -m bench.growth_curves

soak: setup-dev ## campaign: an hour of reruns and uploads, memory weighed (DABIAO_SOAK_MINUTES=60; bench/results/)
	@$(BIN)/python -m bench.soak

failover: setup-dev ## campaign: two PostgreSQL nodes under Patroni, the primary is killed while people work (bench/results/)
	@bash bench/needs_cluster.sh
	@$(BIN)/python -m bench.failover

screenshots: setup-dev needs ## pictures of every screen (docs/screenshots/)
	@$(BIN)/python -m tests.browser.screenshots

fuzz: setup-dev ## campaign: 10,000 mutated workbooks through the reader
	@DABIAO_MUTATIONS=10000 $(BIN)/python -m pytest tests/integration/workbooks -k mutation

kills: setup-dev ## campaign: 1,000 kills during a write
	@DABIAO_KILLS=1000 $(BIN)/python -m pytest tests/integration/db -k kill

guesses: setup-dev ## campaign: 10,000 guesses at one account's password
	@DABIAO_GUESSES=10000 $(BIN)/python -m pytest tests/browser/test_guesses.py

lock: setup-dev ## renew the hash-locked requirements from the .in files
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header requirements.in -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header requirements-dev.in -o requirements-dev.txt

schemas: setup-dev ## renew the JSON schemas of the plan files
	@$(BIN)/python -c "from indicators import plan_schemas; plan_schemas.write()"

clean: ## remove .venv and caches (keeps var/, where the data are)
	@rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build *.egg-info
