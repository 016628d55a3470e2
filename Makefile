PREFIX ?= $(HOME)/.local
DESTDIR ?=
export PREFIX DESTDIR ONLY RECORD

.PHONY: help build test lint format docs bench install uninstall clean

help: ## say what can be made
	@sed -n 's/^\([a-z]*\):.*## /make \1: /p' Makefile

build: ## compile, and lay out build/dist, which runs in place
	@sh scripts/build.sh --unless-fresh

test: build ## the whole suite, end-to-end tests through build/dist included
	@sh scripts/test.sh

lint: ## formatting, Error Prone and shell syntax; every finding is an error
	@sh scripts/lint.sh

format: ## format the sources as lint wants them
	@sh scripts/mvn.sh -q -T 1C spotless:apply

docs: build ## write what docs/agents.md tells of the MCP tools anew: their reference, and what they cost (needs node)
	@sh scripts/mvn.sh -q -B -pl velos-e2e -am test -Dtest=McpReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dvelos.docs.write=true
	@python3 -B bench/tool_costs.py

bench: build ## measure against pm2, supervisor, runit and s6; ONLY=list for one measure, RECORD=1 to write docs/benchmarks.md
	@sh bench/run.sh

install: build ## install to PREFIX (default ~/.local) with a run-time image of its own; DESTDIR is honoured
	@sh scripts/install.sh

uninstall: ## remove what install put under PREFIX
	@sh scripts/uninstall.sh

clean: ## remove everything that was built
	@rm -rf build target */target
