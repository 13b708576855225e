# Alongside: every command there is. `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS += --no-print-directory

VENV := .venv
PY := $(VENV)/bin/python
READY := $(VENV)/.ready
READY_DEV := $(VENV)/.ready-dev
WEB := frontend/dist/index.html
WEB_PARTS := frontend/node_modules/.ready
CONTRACT_PARTS := tools/contract/node_modules/.ready
LIGHTHOUSE := tools/lighthouse/node_modules/.ready
JOBS ?= 2
# Python keeps what it has compiled, wherever it is told otherwise: we start many processes.
export PYTHONDONTWRITEBYTECODE :=
WEB_SOURCES := $(shell find frontend -type f -not -path '*/node_modules/*' -not -path '*/dist/*' 2>/dev/null)

.PHONY: help
help: ## Say what can be done here
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

.PHONY: run
run: $(READY) $(WEB) ## Set everything up and serve it, with a demo programme, at http://localhost:8000
	@exec $(PY) -m alongside serve

.PHONY: test
test: $(READY_DEV) $(WEB) $(CONTRACT_PARTS) ## Set everything up and run every test
	@$(PY) tests/browser.py
	@$(PY) -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder $(ARGS)

.PHONY: check
check: $(READY_DEV) $(WEB_PARTS) $(CONTRACT_PARTS) ## Read the code: style, types, layers, spelling, dependencies, the contract
	@$(PY) -m ruff check . && $(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(VENV)/bin/lint-imports
	@$(VENV)/bin/codespell backend tests migrations docs README.md CONTRIBUTING.md
	@$(VENV)/bin/deptry backend
	@npm --prefix frontend run check
	@npm --prefix tools/contract run spectral && npm --prefix tools/contract run redocly

.PHONY: bench
bench: $(READY_DEV) ## Measure speed as ratios in one run (SIZE=100000 sessions; 1000000 takes longer)
	@$(PY) -m tests.benchmarks --size $(or $(SIZE),100000)

.PHONY: prove
prove: $(READY_DEV) $(WEB) $(LIGHTHOUSE) ## Run the long proofs at full counts and write docs/proof.md (ONLY="kill bench" for some)
	@$(PY) tests/browser.py
	@ONLY="$(ONLY)" $(PY) -m tests.prove

.PHONY: openapi
openapi: $(READY) ## Write openapi.yaml, docs/access.md, docs/data-map.md and the page's types from the code
	@$(PY) -m alongside openapi --to openapi.yaml
	@$(PY) -m alongside policy --to docs/access.md
	@$(PY) -m alongside data-map --to docs/data-map.md
	@if [ -d frontend/node_modules ]; then npm --prefix frontend run types; fi

.PHONY: pictures
pictures: $(READY_DEV) $(WEB) ## Take a picture of every page, on a phone and a desk, light and dark
	@$(PY) tests/browser.py
	@$(PY) -m tests.pictures

.PHONY: sbom
sbom: $(READY_DEV) ## Write what we are made of, as CycloneDX, into build/
	@$(PY) tools/sbom.py

.PHONY: lock
lock: $(READY_DEV) ## Resolve the Python dependencies again and write the lock files
	@$(VENV)/bin/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --extra embedded --group build -o requirements.lock
	@$(VENV)/bin/uv pip compile -q pyproject.toml --universal --python-version 3.11 --generate-hashes \
	  --extra embedded --group build --group dev -c requirements.lock -o requirements-dev.lock

.PHONY: clean
clean: ## Remove what was installed and built; people's data in var/ stays
	@rm -rf $(VENV) frontend/node_modules frontend/dist tools/contract/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis build

$(VENV)/bin/uv:
	@bash tools/set-up.sh

$(READY): requirements.lock pyproject.toml | $(VENV)/bin/uv
	@$(VENV)/bin/uv pip install -q --python $(PY) --require-hashes -r requirements.lock
	@$(VENV)/bin/uv pip install -q --python $(PY) --no-build-isolation --no-deps -e .
	@touch $@

$(READY_DEV): requirements-dev.lock $(READY)
	@$(VENV)/bin/uv pip install -q --python $(PY) --require-hashes -r requirements-dev.lock
	@touch $@

$(WEB_PARTS): frontend/package-lock.json
	@npm --prefix frontend ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(CONTRACT_PARTS) $(LIGHTHOUSE): tools/%/node_modules/.ready: tools/%/package-lock.json
	@npm --prefix tools/$* ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@

$(WEB): $(WEB_PARTS) $(WEB_SOURCES)
	@npm --prefix frontend run --silent build
	@touch $@
