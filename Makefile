# Everything a person types here. `make` alone lists it.
# Needs Python 3.11 or newer and make; all else goes into .venv, nothing outside this folder.

PY := .venv/bin/python
PIP := PIP_DISABLE_PIP_VERSION_CHECK=1 $(PY) -m pip
PYBABEL := $(PY) -m babel.messages.frontend --quiet
TESTS ?= tests
UPGRADE ?=

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help run test everything lint format messages bench mutants pins clean

help: ## list what can be typed
	@awk -F ':[^#]*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

run: .venv/.runtime ## start Elan: in the sandbox, or in Slack when .env has its tokens
	@exec $(PY) -m bot run

test: lint ## check style, types, layers, and run the tests (TESTS=tests/bot for a part)
	@echo "== tests (pytest)"
	@$(PY) -m pytest -n auto --dist worksteal $(TESTS)

everything: export ELAN_EVERYWHERE = 1
everything: test ## check everything on both databases, and what happens when things break

lint: .venv/.dev ## check style, types and layers only
	@echo "== style (ruff check)"
	@$(PY) -m ruff check .
	@echo "== form (ruff format)"
	@$(PY) -m ruff format --check .
	@echo "== types (mypy)"
	@$(PY) -m mypy
	@echo "== layers (import-linter)"
	@.venv/bin/lint-imports --no-logo

format: .venv/.dev ## put the code in its usual form
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

messages: .venv/.runtime ## collect the sentences to translate into bot/locales
	@$(PYBABEL) extract --mapping-file pyproject.toml --add-location file \
		--project Elan --copyright-holder "the Elan contributors" --output-file .venv/bot.pot .
	@$(PYBABEL) update --domain bot --input-file .venv/bot.pot --output-dir bot/locales --locale fr \
		--init-missing --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date

bench: .venv/.dev ## measure what a sign-up costs
	@PYTHONPATH=. $(PY) -m tests.bench

mutants: .venv/.dev ## take out one safeguard at a time and see that the tests notice
	@PYTHONPATH=. $(PY) -m tests.mutants

# The pins hold for every Python from 3.11 on and every system, and name no registry.
pins: $(PY) ## pin the requirements again (UPGRADE=--upgrade for newer versions)
	@$(PIP) install --quiet uv
	@$(PIN) --extra sandbox --output-file requirements.txt
	@$(PIN) --extra sandbox --group dev --constraints requirements.txt --output-file requirements-dev.txt
PIN = $(PY) -m uv pip compile pyproject.toml $(UPGRADE) --quiet --no-config --python $(PY) --python-version 3.11 \
	--universal --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make pins"

clean: ## remove .venv and caches, and keep var/ and .env
	@rm -rf .venv build dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find bot db handlers sandbox tests -type d -name __pycache__ -prune -exec rm -rf {} +

# --- the environment: made once, filled again only when the pins change ---------------------------

.venv/.runtime: requirements.txt $(PY)
	@echo "== installing what Elan needs into .venv (about a minute the first time)"
	@$(PIP) install --quiet --require-hashes --requirement requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt $(PY)
	@echo "== installing what Elan and its tests need into .venv (about a minute the first time)"
	@$(PIP) install --quiet --require-hashes --requirement requirements-dev.txt
	@touch .venv/.runtime $@

$(PY):
	@for python in python3 python3.14 python3.13 python3.12 python3.11; do \
		if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "== making .venv with $$($$python --version)"; \
			$$python -m venv --clear .venv && exit 0; \
			rm -rf .venv; \
			echo "Python could not make .venv. On Debian and Ubuntu: apt-get install python3-venv." >&2; \
			exit 1; \
		fi; \
	done; \
	echo "Elan needs Python 3.11 or newer, and found $$(python3 --version 2>/dev/null || echo none)." >&2; exit 1
