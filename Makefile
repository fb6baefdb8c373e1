PYTHON ?= python3
BIN := .venv/bin
TEST := $(BIN)/python -m pytest -n auto --dist worksteal
QUIET := --quiet --disable-pip-version-check
RULES_PAGE := $(BIN)/piaflow check --explain all --format markdown
# the day is fixed, so that no page grows stale by itself
FINDINGS_PAGE := $(BIN)/piaflow check models --today 2026-11-21 --format markdown

.PHONY: diagrams pages docs test test-slow check audit fix bench schema lock clean

diagrams: .venv/installed
	$(BIN)/piaflow draw --all models -o diagrams

docs: .venv/installed
	$(BIN)/python -m sphinx -b html -W --keep-going -j auto docs build/docs

pages: .venv/installed
	$(BIN)/python -m docs.pages docs
	$(RULES_PAGE) -o docs/rules.md
	$(FINDINGS_PAGE) -o docs/findings.md || test $$? -eq 1

# what is quick enough to be asked after each change; .ci/run asks the rest too
test: .venv/installed
	$(TEST) -m "not slow"

test-slow: .venv/installed
	$(TEST) -m slow

check: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/piaflow draw --all models -o diagrams --check
	$(BIN)/python -m docs.pages docs --check
	$(RULES_PAGE) | cmp - docs/rules.md
	$(FINDINGS_PAGE) | cmp - docs/findings.md

audit: .venv/installed
	$(BIN)/python .ci/audit.py

fix: .venv/installed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/installed
	$(BIN)/python -m benchmarks $(GROUPS)

schema: .venv/installed
	$(BIN)/python -m piaflow.store.schema piaflow/store/assessment.schema.json
	$(BIN)/python -m piaflow.store.system_types piaflow/law/data/system_types.json

# every file is checked against its hash; the project itself has none, so it comes after, built by what is there
.venv/installed: pyproject.toml requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install $(QUIET) --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install $(QUIET) --no-deps --no-build-isolation -e .
	touch $@

# anew with newer versions: `make lock LOCK=--upgrade`; uv comes from the package index, as it is not needed elsewhere
lock:
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip install $(QUIET) uv
	build/lock/bin/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11.2 $(LOCK) \
	  --generate-hashes --no-annotate --no-header --no-emit-index-url --quiet -o requirements.lock

clean:
	rm -rf .venv build
