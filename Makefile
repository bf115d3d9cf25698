# Everything a developer does more than once. `make test` is what CI runs.
STATICCHECK = honnef.co/go/tools/cmd/staticcheck@v0.8.2
GOVULNCHECK = golang.org/x/vuln/cmd/govulncheck@v1.8.0
GITLEAKS    = github.com/zricethezav/gitleaks/v8@v8.30.1
GOSEC       = github.com/securego/gosec/v2/cmd/gosec@v2.26.1
# What gosec need not say: G104 errors of hashes and of buffers in memory; G115 numbers
# that are bounded before; G124 cookies that are Secure when the site has TLS; G203 the
# one place that escapes by itself; G204 our own binary in a benchmark; G304 files that
# the operator names; G110 the gazetteer that is part of the binary; G404 jitter and
# samples; G602 an index that is looked at above; G407 takes ciphers that draw their own
# nonce for ones without; G710 the one redirect to the own host.
GOSEC_PASS  = G104,G110,G115,G124,G203,G204,G304,G404,G407,G602,G710
export CGO_ENABLED ?= 0

.PHONY: build test deps lint unit e2e screens bench fuzz secrets audit vuln demo

build: ## one static binary
	go build -trimpath -ldflags="-s -w" -o bin/retrouve ./cmd/retrouve

demo: ## an exercise with invented people
	go run ./cmd/retrouve demo

test: deps lint unit e2e ## everything

deps: ## what the tests need beyond Go: a C compiler for the race detector, Chromium, two npm packages
	@need=""; \
	command -v gcc >/dev/null || need="$$need gcc libc6-dev"; \
	command -v chromium >/dev/null || need="$$need chromium fonts-noto-core fonts-noto-cjk"; \
	command -v npm >/dev/null || need="$$need nodejs npm"; \
	if [ -n "$$need" ]; then \
	  test "$$(id -u)" = 0 || { echo "install$$need, or run 'make deps' as root"; exit 1; }; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$need >/dev/null; fi
	cd e2e && npm ci --no-audit --no-fund --silent

lint: ## format, vet, staticcheck, and that modules are what go.sum says
	@test -z "$$(gofmt -l .)" || { echo "not gofmt-ed:"; gofmt -l .; exit 1; }
	go vet ./...
	go run $(STATICCHECK) ./...
	go mod verify

unit: ## all Go tests, with the race detector
	CGO_ENABLED=1 go test -race -timeout 20m ./...

e2e: build ## the whole story in a real browser
	cd e2e && RETROUVE_BIN=$(CURDIR)/bin/retrouve npm test --silent

screens: build ## a picture of every page, in ./screens
	cd e2e && npm ci --no-audit --no-fund --silent && RETROUVE_BIN=$(CURDIR)/bin/retrouve node screens.mjs

bench: build ## the figures of docs/benchmarks.md
	go test -run '^$$' -bench . ./registry/boltstore ./search ./httpapi
	bin/retrouve bench load --records 100000
	bin/retrouve bench search --records 100000

fuzz: ## every fuzz target for a short while
	@for pkg in $$(grep -rl --include='*_test.go' 'func Fuzz' . | xargs -n1 dirname | sort -u); do \
	  for f in $$(grep -ho 'func Fuzz[A-Za-z0-9]*' $$pkg/*_test.go | sed 's/func //'); do \
	    go test -run '^$$' -fuzz "^$$f\$$" -fuzztime 10s $$pkg || exit 1; done; done

secrets: ## keys and passwords in the files or in the history
	go run $(GITLEAKS) git . --no-banner --redact
	go run $(GITLEAKS) dir . --no-banner --redact

audit: secrets ## before a release: secrets, and what gosec finds
	go run $(GOSEC) -quiet -exclude-generated -exclude-dir=search/places/gen -exclude=$(GOSEC_PASS) ./...

vuln: ## known holes in what we build on; asks the vulnerability database, or VULNDB=file:///a/copy of it
	go run $(GOVULNCHECK) $(if $(VULNDB),-db $(VULNDB)) ./...
