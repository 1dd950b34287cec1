# Two commands: `make demo` shows it working, `make test` shows that it works.
# Both make their own virtual environment in .venv from nothing but python3.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test test-ray lint types check lock licences images clean

demo: $(VENV)/installed
	$(BIN)/detente code examples/embassy-row.txt --published 2024-03-15 --store $(VENV)/demo.duckdb

test: $(VENV)/installed-test
	$(BIN)/python -m pytest

test-ray: $(VENV)/installed-ray
	$(BIN)/python -m pytest -m ray

lint: $(VENV)/installed-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check

types: $(VENV)/installed-test
	$(BIN)/mypy

check: $(VENV)/installed-test
	$(BIN)/detente check

# The versions and digests of all packages for this platform; install by
# `pip install --require-hashes -r requirements.lock`, then `pip install --no-deps .`
lock: $(VENV)/installed
	mkdir -p build
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --dry-run --ignore-installed \
		--report build/report.json ".[ray,frames]"
	$(BIN)/python .ci/lock.py build/report.json > requirements.lock

# The page on the licences of the packages in requirements.lock, as they are installed here.
licences: $(VENV)/installed-ray
	$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-licenses
	{ cat .ci/licences.md; $(BIN)/pip-licenses --from=mixed --format=markdown --order=license --no-version --with-system \
		--packages $$(sed -n 's/==.*//p' requirements.lock); } > docs/reference/licences.md

# The pictures of docs/images, taken anew in the system's Chromium by the tests that look at the pages.
images: $(VENV)/installed-test
	DETENTE_SCREENSHOTS=$(abspath docs/images) $(BIN)/python -m pytest tests/web/browser/test_screenshots.py

clean:
	rm -rf $(VENV)

$(VENV)/installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	touch $@

$(VENV)/installed-test: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test]"
	touch $@

$(VENV)/installed-ray: $(VENV)/installed-test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test,ray]"
	touch $@

# Retrain the network: `make train` on our own text alone, or with the public sets that PLV= and TAGS=
# name, the corpora in READ= whose sentences were coded by hand, and a teacher's opinions in TAUGHT=. About an hour on two cores; the result is in build/model.
.PHONY: train
train: $(VENV)/installed-train
	cd training && ../$(BIN)/python train.py ../build/trained \
		$(if $(PLV),--plv $(abspath $(PLV))) $(if $(TAGS),--tags $(abspath $(TAGS))) \
		$(if $(READ),--read $(abspath $(READ))) $(if $(TAUGHT),--taught $(abspath $(TAUGHT)))
	cd training && ../$(BIN)/python export.py ../build/trained ../build/model
	cd training && ../$(BIN)/python calibrate.py ../build/model $(if $(PLV),--plv $(abspath $(PLV)))

$(VENV)/installed-train: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[train]"
	touch $@
