# The commands of the project. `make run` and `make test` need Python 3.11+ and make; they install the rest themselves.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run test lint format bench messages messages-check lock screenshots clean

HOST ?= 127.0.0.1
PORT ?= 8000
PYTEST_ARGS ?= -n 2
BIN := .venv/bin
APPS := asn_portal employees surveys training evaluations careers participation
DOMAINS = $(wildcard $(addsuffix /domain,$(APPS)))

export HOST PORT

# Everything but the container is for this machine only: without these the settings would demand the secrets of production.
lint test bench messages messages-check screenshots: export DEMO ?= 1
lint test bench messages messages-check screenshots: export DJANGO_SETTINGS_MODULE = asn_portal.settings

help: ## List these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/\1\t\2/' | \
	  while IFS=$$'\t' read -r name text; do printf '  make %-12s %s\n' "$$name" "$$text"; done

setup: ## Install what running needs (Python packages in .venv, system libraries)
	@scripts/prepare run

setup-dev: ## Install what the checks need, a browser too
	@scripts/prepare test

run: setup ## Start the portal with demo data at http://127.0.0.1:8000/ (other port: make run PORT=8001)
	@exec $(BIN)/python -m asn_portal.serve

test: lint ## Every check; under 12 minutes on two cores (some only: make test PYTEST_ARGS="tests/surveys -x")
	@scripts/test $(PYTEST_ARGS)

lint: setup-dev ## The quick checks: style, format, templates, types, imports between apps, translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/djlint --quiet --lint templates
	$(BIN)/djlint --check templates
	$(BIN)/mypy --strict $(or $(DOMAINS),$(error no domain/ folder found))
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m asn_portal.translations --check

format: setup-dev ## Bring code and templates into the form that lint asks for
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	-$(BIN)/djlint --quiet --reformat templates

bench: setup-dev ## Measure the budgets of docs/ beside a bare Django view (table and JSON)
	@$(BIN)/python -m bench $(BENCH_ARGS)

messages: setup-dev ## Collect the texts to translate into locale/
	DJANGO_SETTINGS_MODULE= PYTHONPATH=. $(BIN)/django-admin makemessages -l id --no-wrap --add-location=file --no-obsolete \
	  -e html,txt,py -i .venv -i var -i tests -i bench

messages-check: setup-dev ## See that every text in the code is translated, with its placeholders
	@scripts/test -q tests/operation/test_translations.py tests/test_consistency.py -k "every_text or placeholders"

screenshots: setup-dev ## Write pictures of the main pages, both themes, both widths
	@$(BIN)/python -m tests.journeys.screenshots

LOCK = CUSTOM_COMPILE_COMMAND="make lock" $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links

lock: setup-dev ## Renew the locked requirements from requirements/*.in (one package: make lock UPGRADE=name, all: UPGRADE=all)
	$(LOCK) $(if $(UPGRADE),$(if $(filter all,$(UPGRADE)),--upgrade,--upgrade-package $(UPGRADE))) \
	  --output-file requirements/dev.txt requirements/dev.in
	$(LOCK) --constraint requirements/dev.txt --output-file requirements/base.txt requirements/base.in

clean: ## Remove everything that was made here: .venv, data of the demo, caches
	@if [ -x $(BIN)/python ]; then $(BIN)/python -m asn_portal.embedded remove; $(BIN)/python -m asn_portal.embedded remove --profile test; fi
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
