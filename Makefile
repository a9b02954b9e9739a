# Porchlight. `make` alone lists the targets.

.DEFAULT_GOAL := help
.PHONY: help setup build bootstrap demo test sanitize format lint docs bench

# The files that swift-format checks.
swift_sources := Package.swift Sources Tests Benchmarks

swift_test := swift test --skip-build --disable-xctest --quiet

# A section for each function, so that the linker removes unused ones, in packages as well.
release := -c release --static-swift-stdlib -Xswiftc -Xfrontend -Xswiftc -function-sections
# For `porchlight --version`; empty in an archive without a repository.
commit := BUILD_COMMIT=$$(git describe --always --dirty --abbrev=12 --exclude '*' 2>/dev/null)

help: ## Lists these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Installs what the build needs, or says what is missing
	@scripts/setup

# The program contains the Swift runtime: a quarter less CPU time per directive, and one file to copy. The linker warns
# of a function inside Foundation that we never call.
build: setup ## Builds `porchlight`, optimised
	@echo "Building porchlight (some minutes the first time, most of them for cryptography) ..."
	@bash -o pipefail -c "$(commit) swift build --quiet $(release) --product porchlight 2>&1 | \
		{ grep -v 'the use of .mktemp. is dangerous' || true; }"

bootstrap: setup ## Builds and packs the program for AWS Lambda: .build/lambda/bootstrap.zip
	@scripts/bootstrap

demo: build ## Tells the whole story, offline: replay, deferred locks, a gateway that throttles
	@scripts/demo

# Without debug information the build takes less time. The index is needed for the list of tests. Some tests run alone:
# those of the transport keep every event loop and core busy for seconds; those of the device clouds, and some of the
# command, use servers on this machine with the real timeouts; those of the command and of the Lambda runtime start
# processes and wait for them with timeouts; those of the stores use moto and ministack, which handle one request at a
# time.
test: setup ## Builds and tests everything; a warning is an error
	@scripts/fetch-emulator
	@scripts/fetch-metrics-parser
	@scripts/fetch-engines
	swift build --build-tests -debug-info-format none
	$(swift_test) --skip '^(HTTPTransport|Command|(Device|Tuya|Amps|Realer)Cloud|LambdaRuntime|Store)Tests'
	$(swift_test) --filter '^DeviceCloudTests'
	$(swift_test) --filter '^(Tuya|Amps|Realer)CloudTests'
	$(swift_test) --filter '^HTTPTransportTests'
	$(swift_test) --filter '^CommandTests.Cloud'
	$(swift_test) --filter '^CommandTests' --skip '^CommandTests.Cloud'
	$(swift_test) --filter '^LambdaRuntimeTests'
	$(swift_test) --no-parallel --filter '^StoreTests'

sanitize: setup ## Runs the tests of the HTTP transport under AddressSanitizer and ThreadSanitizer
	scripts/sanitize address
	scripts/sanitize thread

format: setup ## Rewrites the sources in the house style
	swift format --in-place --parallel --recursive $(swift_sources)

lint: setup ## Reports what is not in the house style
	swift format lint --strict --parallel --recursive $(swift_sources)

docs: build ## Writes the generated parts of docs/
	@scripts/docs

bench: setup ## Measures CPU time per directive; with suite=clouds through device clouds; with suite=lambda start, round trip and memory of bootstrap; with suite=store the store in DynamoDB; with suite=transport, relay or outbox events per second
	@[ '$(suite)' != lambda ] || scripts/bootstrap
	@[ '$(suite)' != store ] || scripts/fetch-engines
	swift run --quiet $(release) Benchmarks $(suite)
