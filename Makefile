# Two commands: `make demo` shows it working, `make test` shows that it works.
# Both make their own virtual environment in .venv from nothing but python3.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint types check clean

demo: $(VENV)/installed
	$(BIN)/detente code examples/embassy-row.txt --published 2024-03-15 --store $(VENV)/demo.duckdb

test: $(VENV)/installed-test
	$(BIN)/python -m pytest

lint: $(VENV)/installed-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/installed-test
	$(BIN)/mypy

check: $(VENV)/installed-test
	$(BIN)/detente check

clean:
	rm -rf $(VENV)

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/installed-test: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test]"
	touch $@

# Retrain the relation model: `make train`, or `make train PLV=path/to/plv_train.tsv` to train on the
# public pairs too. About half an hour on two cores; the result goes to build/model.
.PHONY: train
train: $(VENV)/installed-train
	cd training && ../$(BIN)/python relations.py ../build/trained $(if $(PLV),--plv $(abspath $(PLV)))
	cd training && ../$(BIN)/python export.py ../build/trained ../build/model

$(VENV)/installed-train: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[train]"
	touch $@
