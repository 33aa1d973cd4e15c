# Two commands on a fresh machine do all set-up: `make demo` and `make test`.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo test lint bench chaos fuzz run screenshot requirements clean

# The playground in a browser; `make demo DATA=dir` keeps its state there.
demo: $(VENV)/.run
	@$(BIN)/python -m bot demo $(if $(DATA),"$(DATA)")

run: $(VENV)/.run
	$(BIN)/python -m bot

test: $(VENV)/.dev
	$(BIN)/python -m pytest -n 4 --dist loadfile --no-loadscope-reorder

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=. $(BIN)/lint-imports

# README's picture, made anew by the test that looks at the page.
screenshot: $(VENV)/.dev
	SCREENSHOT=1 $(BIN)/python -m pytest tests/browser -k readme

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench

# Minutes: replicas killed at random over a real PostgreSQL. CHAOS_CHANGES, CHAOS_KILLS and CHAOS_SEED say how many.
chaos: $(VENV)/.dev
	$(BIN)/python -m tests.chaos

# Minutes: texts and payloads that nobody would send, and more examples of any order of events. FUZZ_COUNT, FUZZ_SEED.
fuzz: $(VENV)/.dev
	$(BIN)/python -m tests.fuzz
	LIVES=$(or $(LIVES),200) $(BIN)/python -m pytest tests/unit/handlers/test_any_order.py

# Compiles both requirement files again from pyproject.toml (needs uv on the PATH or in the venv).
requirements:
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --upgrade \
	  --extra postgres pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url --upgrade \
	  --extra postgres --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	touch $@

$(VENV)/.dev: requirements-dev.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
