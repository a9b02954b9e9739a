# Porchlight. `make` alone lists the targets.

.DEFAULT_GOAL := help
.PHONY: help setup build demo test sanitize format lint docs bench

# Everything swift-format looks after.
swift_sources := Package.swift Sources Tests Benchmarks

swift_test := swift test --skip-build --disable-xctest --quiet
# They keep every event loop and core busy for seconds, which servers of other tests would not survive.
alone := HTTPTransportTests|CommandTests

help: ## Lists these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Installs what the build needs, or says what is missing
	@scripts/setup

# The linker warns of a function inside Foundation that we never call.
build: setup ## Builds `porchlight`, optimised
	@echo "Building porchlight (some minutes the first time, most of them for cryptography) ..."
	@bash -o pipefail -c "swift build --quiet -c release --product porchlight 2>&1 | \
		{ grep -v 'the use of .mktemp. is dangerous' || true; }"

demo: build ## Tells the whole story, offline: replay, deferred locks, a gateway that throttles
	@scripts/demo

test: setup ## Builds and tests everything; a warning is an error
	swift build --build-tests
	$(swift_test) --skip '$(alone)'
	$(swift_test) --filter '$(alone)'

sanitize: setup ## Runs the tests of the HTTP transport under AddressSanitizer and ThreadSanitizer
	scripts/sanitize address
	scripts/sanitize thread

format: setup ## Rewrites the sources in the house style
	swift format --in-place --parallel --recursive $(swift_sources)

lint: setup ## Reports what is not in the house style
	swift format lint --strict --parallel --recursive $(swift_sources)

docs: build ## Writes the table of interfaces into README.md
	@scripts/docs

bench: setup ## Measures CPU time per directive; with suite=transport, relay or outbox events per second
	swift run --quiet -c release Benchmarks $(suite)
