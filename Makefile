# Every target makes what it needs. Nothing is installed outside this folder, except Chromium by apt-get where the
# machine has none and the user is root.

SHELL := /bin/bash
.DEFAULT_GOAL := help
.NOTPARALLEL:

# uv asks the system which certificates to trust, as pip and npm do: offices often have their own.
export UV_SYSTEM_CERTS := 1
export UV_NATIVE_TLS := 1

BIN := .venv/bin
READY := .venv/.ready
HTML_VALIDATE := node_modules/.bin/html-validate
BROWSER_TOOLS := build/browsers/.ready

.PHONY: help
help: ## show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

$(READY): requirements.lock pyproject.toml scripts/setup-python.sh
	@scripts/setup-python.sh
	@touch $@

.PHONY: browser
browser: ## install Chromium and its driver where they are missing
	@scripts/setup-browser.sh

.PHONY: demo
demo: $(READY) ## scan the bundled demo site and say where the report is
	@$(BIN)/python scripts/demo.py

# What fails while two browsers share the cores is tried once more by itself.
.PHONY: test
test: lint types browser ## run every linter, type check and test
	$(BIN)/pytest -n auto --dist loadgroup || $(BIN)/pytest --last-failed --last-failed-no-failures none

.PHONY: lint
lint: $(READY) ## check style, format and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo

.PHONY: types
types: $(READY) ## check types
	$(BIN)/mypy

.PHONY: format
format: $(READY) ## put the code into the house's form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

.PHONY: docs
docs: $(READY) ## write docs/rules anew from the rules
	@$(BIN)/python scripts/rule_docs.py

# Where the test cases of the W3C and their scorer lie.
ACT := ../shared/act

.PHONY: act
act: $(READY) browser ## scan the test cases of the W3C ACT rules in the browser and rate each rule
	$(BIN)/python scripts/act_table.py --folder $(ACT) --write

.PHONY: bench
bench: $(READY) $(HTML_VALIDATE) ## measure seconds a page next to html-validate
	$(BIN)/python -m benchmarks.bench

.PHONY: bench-browser
bench-browser: $(READY) $(BROWSER_TOOLS) browser ## measure seconds a page in the browser next to pa11y-ci and achecker
	$(BIN)/python -m benchmarks.browsers

# Their own scripts would download browsers. achecker takes its rules from the engine, which it else loads from the net.
$(BROWSER_TOOLS):
	npm install --prefix build/browsers --ignore-scripts --no-save --no-package-lock --no-audit --no-fund --silent \
	    pa11y-ci@4.1.1 accessibility-checker@4.0.34 accessibility-checker-engine@4.0.34
	@touch $@

# The last major version that runs on the Node.js of Debian 13.
$(HTML_VALIDATE):
	npm install --prefix . --no-save --no-package-lock --no-audit --no-fund --silent html-validate@10.9.0

.PHONY: lock
lock: $(READY) ## renew requirements.lock from pyproject.toml
	$(BIN)/uv pip compile --quiet --upgrade --universal --python $(BIN)/python --extra browser --group dev \
	    --custom-compile-command "make lock" --output-file requirements.lock pyproject.toml

.PHONY: clean
clean: ## remove everything that make made
	rm -rf .venv .venv-tools node_modules dist build a11ycheck-report .*_cache .hypothesis
