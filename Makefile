# Everything a reader or an author of the report runs. Needs Python 3.11+, make and the package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
ARGS ?=

# Compiled modules are kept, also where the environment would not have it: half of the time of a
# short command is their compilation.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := report
.PHONY: report test test-all lint lock fonts plot world bench coverage mutation fuzz validate clean

report: $(VENV)/.report  ## the open edition into _site/, the released ones beside it
	$(BIN)/standards-report build $(ARGS)

test: $(VENV)/.test  ## the test suite, under three minutes
	$(BIN)/python -m pytest -n 3 -m "not slow" $(ARGS)

test-all: $(VENV)/.test  ## the test suite with what takes long
	$(BIN)/python -m pytest -n 3 --dist loadgroup $(ARGS)

lint: $(VENV)/.test  ## style, format and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: $(VENV)/.test  ## the benchmark's ratios; ARGS="notebooks --runs 1" for a part of it
	$(BIN)/python -m tests.tools.benchmark $(ARGS)
	$(BIN)/python -m tests.tools.benchmark_pages

coverage: $(VENV)/.test  ## lines of the library that tests run, at least 90 percent; about 30 minutes
	rm -rf .build/coverage && mkdir -p .build/coverage
	COVERAGE_FILE=$(CURDIR)/.build/coverage/data $(BIN)/coverage run -m pytest -n 2 $(ARGS)
	COVERAGE_FILE=$(CURDIR)/.build/coverage/data $(BIN)/coverage combine --quiet
	COVERAGE_FILE=$(CURDIR)/.build/coverage/data $(BIN)/coverage report --skip-covered --fail-under 90

mutation: $(VENV)/.test  ## ten broken lines that the tests have to notice; about two minutes
	$(BIN)/python -m tests.tools.mutations

fuzz: $(VENV)/.test  ## the coverage-guided fuzzer: SECONDS for each of twelve targets, an hour in all
	$(PIP) install "atheris>=3.0"
	$(BIN)/python -m tests.fuzz.run $(TARGETS) --seconds $(or $(SECONDS),300)

# Their needs conflict with each other and with the report's: each gets an environment of its own.
VALIDATED ?= 2025 2022
validate: $(VENV)/.report  ## exports of built editions, by validators of others
	$(PIP) install uv
	$(BIN)/uvx --from cffconvert cffconvert --validate --infile CITATION.cff
	for edition in $(VALIDATED); do \
		crate=.build/$$edition.crate.zip && \
		$(BIN)/standards-report export $$edition --target $$crate && \
		$(BIN)/uvx --from roc-validator rocrate-validator validate \
			--no-paging --profile-identifier workflow-run-crate $$crate && \
		$(BIN)/uv run --no-project --with datacite python -m tests.tools.datacite $$crate \
		|| exit 1; \
	done

# The lock files hold versions and hashes; pip takes them from whatever index it is set up for.
LOCK := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links

lock: $(VENV)/.pip  ## refresh the hashed lock files
	$(PIP) install uv
	$(BIN)/$(LOCK) $(UPGRADE) --group environment --output-file requirements-pip.lock
	$(BIN)/$(LOCK) $(UPGRADE) pyproject.toml --output-file requirements.lock
	$(BIN)/$(LOCK) $(UPGRADE) --group test --constraint requirements.lock pyproject.toml \
		--output-file requirements-test.lock

fonts: $(VENV)/.report  ## make the Chinese font anew, with all characters that the report has; needs npm
	$(BIN)/python -m standards_report.render.static.chinese_font

plot: $(VENV)/.report  ## make the library that draws figures on pages anew; needs npm
	$(BIN)/python -m standards_report.render.static.plot_bundle

world: $(VENV)/.report  ## make the shapes of countries on maps anew; needs npm
	$(BIN)/python -m standards_report.render.static.country_shapes

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed, this is " + sys.version.split()[0] if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

# Python brings some pip, and some setuptools: the one puts the locked pip in its own place, the
# other goes.
$(VENV)/.pip: requirements-pip.lock | $(VENV)/bin/python
	$(PIP) install --require-hashes --only-binary :all: --requirement requirements-pip.lock
	$(PIP) --quiet uninstall --yes setuptools
	@$(BIN)/python -c 'import pathlib; pathlib.Path("$@").touch()'

$(VENV)/.report: requirements.lock pyproject.toml $(VENV)/.pip
	@echo "Installing the locked dependencies (about a minute, once)"
	$(PIP) install --require-hashes --requirement requirements.lock
	$(PIP) install --no-build-isolation --no-deps --no-index --editable .
	@$(BIN)/python -c 'import pathlib; pathlib.Path("$@").touch()'

$(VENV)/.test: requirements-test.lock $(VENV)/.report
	@echo "Installing what tests need"
	$(PIP) install --require-hashes --requirement requirements-test.lock
	@$(BIN)/python -c 'import pathlib; pathlib.Path("$@").touch()'

clean:
	$(PYTHON) -c 'import pathlib, shutil; [shutil.rmtree(name, ignore_errors=True) for name in (".build", "_site", "_executed")]; [pathlib.Path(name).unlink(missing_ok=True) for name in ("_variables.yml", "_report.json")]'
