# Two commands set everything up: `make run` and `make test`. Needs Python >= 3.11 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.PHONY: run test lint gate docs bench browser clean

run: $(VENV)/installed
	$(BIN)/reconcile run examples --out out/examples

test: $(VENV)/developing
	$(BIN)/python -m pytest -n 2

lint: $(VENV)/developing
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

gate: $(VENV)/developing
	$(BIN)/python -m bench.gate

docs: $(VENV)/developing
	$(BIN)/python docs/generate.py

bench: $(VENV)/developing
	$(BIN)/python -m bench.speed

$(VENV)/installed: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade pip
	# torch first and alone: this version has a CPU build, so no CUDA packages are pulled in behind it
	$(PIP) install --constraint constraints.txt torch
	# rigour without its dependencies: PyICU has no wheels, and only rigour's compiled core is used
	$(PIP) install --constraint constraints.txt --no-deps rigour
	$(PIP) install --constraint constraints.txt --editable .
	touch $@

$(VENV)/developing: $(VENV)/installed
	$(PIP) install --constraint constraints.txt --editable '.[dev]'
	touch $@

clean:
	rm -rf $(VENV) out build dist *.egg-info
