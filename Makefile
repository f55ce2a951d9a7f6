# The recipes of the archive. Every one of them works from a fresh clone, on Python 3.11 or newer.
SHELL := /bin/sh
PYTHON ?= python3
PORT ?= 8000
SIZE ?= 100000
VENV := .venv
BIN := $(VENV)/bin
export PORT
ifdef DEMO
export DEMO
endif
ifdef DATABASE_URL
export DATABASE_URL
endif
# These recipes run on one's own machine: the site may make itself a secret key under var/.
run test: export LOCAL = 1

.DEFAULT_GOAL := help
.PHONY: help run test check bench load lock format messages browser clean

help: ## Show the recipes
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

run: $(VENV)/run.stamp ## Set up and serve the archive on http://127.0.0.1:$(PORT)/ (DEMO=1: with samples)
	@exec $(BIN)/python manage.py serve_archive

test: $(VENV)/test.stamp browser ## Set up and run all tests, those in a browser included
	@$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/test.stamp ## Lint, types, migrations, templates, deployment settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy archive articles
	$(BIN)/djlint templates --lint --quiet
	$(BIN)/python manage.py makemigrations --check --dry-run
	SITE_URL=https://archief.example SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))') \
		$(BIN)/python manage.py check --deploy --fail-level WARNING

format: $(VENV)/test.stamp ## Lay out the code
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/bench.stamp ## Measure speed beside other systems: make bench SIZE=100000 OUT=file.json
	@exec $(BIN)/python -m tests.bench --size $(SIZE) --out $(or $(OUT),var/bench/$(SIZE).json) $(ARGS)

load: $(VENV)/bench.stamp ## Offer more readers than one machine can serve: make load SIZE=100000
	@exec $(BIN)/python -m tests.bench --load --size $(SIZE) --out $(or $(OUT),var/bench/load-$(SIZE).json) $(ARGS)

lock: $(VENV)/test.stamp ## Pin the dependencies of pyproject.toml, with hashes
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --upgrade \
		--generate-hashes --no-emit-index-url --no-annotate --quiet \
		--custom-compile-command "make lock" --output-file tests/requirements.txt
	$(BIN)/uv pip compile pyproject.toml --constraints tests/requirements.txt --universal \
		--python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --quiet \
		--custom-compile-command "make lock" --output-file requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group bench --constraints tests/requirements.txt \
		--universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate \
		--quiet --custom-compile-command "make lock" --output-file tests/bench/requirements.txt

messages: $(VENV)/test.stamp ## Gather the texts of the interface and compile their English (needs gettext)
	$(BIN)/python manage.py makemessages --locale en --no-location --no-wrap -i .venv -i var -i tests
	$(BIN)/pybabel compile --domain django --directory articles/locale

browser: $(VENV)/test.stamp
	@sh tests/find_browser.sh

clean: ## Remove the virtual environment; var/, with the archive in it, stays
	rm -rf $(VENV)

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or newer is needed; name it with: make run PYTHON=python3.12"; exit 1; }
	@echo "Setting up $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements.txt | $(BIN)/python
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/test.stamp: requirements.txt tests/requirements.txt | $(BIN)/python
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r tests/requirements.txt
	@touch $@ $(VENV)/run.stamp

$(VENV)/bench.stamp: requirements.txt tests/bench/requirements.txt | $(BIN)/python
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r tests/bench/requirements.txt
	@touch $@ $(VENV)/run.stamp
