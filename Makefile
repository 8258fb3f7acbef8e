# make demo   the whole portal on this machine, until Ctrl-C        make test   all tests
# make check  formatters, linters, types, contracts, translations   make help   everything else

# A Python from 3.11 on; it is used once, to make .venv.
PYTHON ?= python3
# Passed on: make test ARGS="tests/registry -x"
ARGS ?=
# How many test processes run side by side.
TEST_WORKERS ?= 2
# make test COVERAGE=1 also counts the code that is reached, and fails under the share of pyproject.toml.
COVERAGE ?=
# How many requests make fuzz invents for each operation.
EXAMPLES ?= 50

VENV := .venv/bin/python
.DEFAULT_GOAL := help
# Two targets at once would fight for the same cores and the same terminal.
.NOTPARALLEL:
.PHONY: help demo manage test fuzz check format bench messages diagrams screenshots lock install install-dev python

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1|/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '%-18s%s\n' "make $$name" "$$text"; done

demo: install ## the portal with data to look at, on http://127.0.0.1:8000/ (PORT=8001 for another port)
	@exec $(VENV) -m civilportal.embedded demo

manage: install ## a command beside the running demo: make manage ARGS="verify_run --all"
	@exec $(VENV) -m civilportal.embedded manage $(ARGS)

test: install-dev ## all tests (COVERAGE=1 counts what they reach); some of them: make test ARGS="tests/registry"
	@exec $(VENV) -m tooling.test --workers $(TEST_WORKERS) $(if $(COVERAGE),--coverage) $(ARGS)

fuzz: install-dev ## play against the description of the API for long, each time otherwise (EXAMPLES=50 for each operation)
	@API_FUZZ_EXAMPLES=$(EXAMPLES) exec $(VENV) -m tooling.test --workers $(TEST_WORKERS) tests/foundation/api/test_schemathesis.py

check: install-dev ## formatting, lint, types, import contracts, missing migrations, untranslated strings
	@exec $(VENV) -m tooling.check $(ARGS)

format: install-dev ## let the formatters mend what make check complains of
	@exec $(VENV) -m tooling.check --mend

bench: install-dev ## the benchmarks, each figure beside its limit: make bench ARGS="search"
	@exec $(VENV) -m civilportal.embedded run --profile bench -- $(VENV) -m benchmarks $(ARGS)

messages: install-dev ## bring the translation catalogues up to date with the sources
	@exec $(VENV) -m tooling.messages

diagrams: install-dev ## draw docs/workflows anew from the transition tables
	@exec $(VENV) -m civilportal.embedded run -- $(VENV) manage.py draw_workflows

screenshots: install-dev ## pictures of the running demo for docs/screenshots (needs Chromium)
	@exec $(VENV) -m tooling.screenshots $(ARGS)

lock: install-dev ## resolve the packages of pyproject.toml anew, with hashes (ARGS=--upgrade for newer ones)
	@exec $(VENV) -m tooling.lock $(ARGS)

install: python
	@exec $(PYTHON) tooling/install.py demo

install-dev: python
	@exec $(PYTHON) tooling/install.py dev

python:
	@command -v $(PYTHON) >/dev/null || { echo "There is no $(PYTHON) here. Install Python 3.11 or newer, or name yours: make PYTHON=... $(MAKECMDGOALS)"; exit 1; }
