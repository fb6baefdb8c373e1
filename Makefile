PYTHON ?= python3
BIN := .venv/bin
RULES_PAGE := $(BIN)/piaflow check --explain all --format markdown
# the day is fixed, so that no page grows stale by itself
FINDINGS_PAGE := $(BIN)/piaflow check models --today 2026-11-21 --format markdown

.PHONY: diagrams pages docs test check fix bench schema clean

diagrams: .venv/installed
	$(BIN)/piaflow draw --all models -o diagrams

docs: .venv/installed
	$(BIN)/python -m sphinx -b html -W --keep-going -j auto docs build/docs

pages: .venv/installed
	$(BIN)/python -m pages docs
	$(RULES_PAGE) -o docs/rules.md
	$(FINDINGS_PAGE) -o docs/findings.md || test $$? -eq 1

test: .venv/installed
	$(BIN)/python -m pytest

check: .venv/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/piaflow draw --all models -o diagrams --check
	$(BIN)/python -m pages docs --check
	$(RULES_PAGE) | cmp - docs/rules.md
	$(FINDINGS_PAGE) | cmp - docs/findings.md

fix: .venv/installed
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: .venv/installed
	$(BIN)/python -m benchmarks

schema: .venv/installed
	$(BIN)/python -m piaflow.store.schema piaflow/store/assessment.schema.json

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	touch $@

clean:
	rm -rf .venv build
