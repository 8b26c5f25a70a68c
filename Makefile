# Yici's short list of tasks. Each does its own set-up, and says what it installs before it does.

CARGO ?= cargo
# Where the pinyin dictionary is built and read; the tests find it through this variable.
export YICI_RIME ?= $(CURDIR)/target/rime
# The same for the table of handwriting.
export YICI_STROKES ?= $(CURDIR)/target/strokes
# A real OpenTelemetry collector, for the tests.
export YICI_COLLECTOR ?= $(CURDIR)/target/collector

# With a display: a window. Without one, or with HEADLESS=1: a scripted citizen.
ifeq ($(or $(filter-out 0,$(HEADLESS)),$(if $(DISPLAY)$(WAYLAND_DISPLAY),,headless)),)
    DEMO_PACKAGES := build desktop
    # Half size, so that the portrait screen fits on a developer's.
    export SLINT_SCALE_FACTOR ?= 0.5
    DEMO := --features desktop -- demo
else
    DEMO_PACKAGES := build
    DEMO := -- demo --headless
endif

.PHONY: help demo test crash contract fuzz soak load bench samples gallery pictures compare-pictures contact-sheet lint audit pinyin strokes collector units image image-report boot-test driver-test check-features packages

help: ## lists these tasks
	@sed -n 's/^\([a-z-]*\):.* ## /\1\t/p' $(MAKEFILE_LIST) | expand -t 18

demo: ## runs the kiosk in a window; without a display or with HEADLESS=1, a scripted citizen (leaves target/demo/)
	@setup/packages $(DEMO_PACKAGES)
	@setup/pinyin "$(YICI_RIME)"
	@setup/strokes "$(YICI_STROKES)"
	$(CARGO) run $(DEMO)

# The examples in the documentation come first, so that the runner's own summary is the last word.
test: packages pinyin strokes collector ## runs every test
	$(CARGO) test --workspace --doc
	@if $(CARGO) nextest --version >/dev/null 2>&1; then set -x; $(CARGO) nextest run --workspace $(NEXTEST); \
	else set -x; $(CARGO) test --workspace --lib --bins --tests; fi

# 1,000 of each take about three minutes on two busy cores.
N ?= 1000
SEED ?= 1
crash: packages ## kills processes and cuts the power N times each (1000): what is lost, doubled or unreadable
	$(CARGO) run -p yici-crash -- all --times $(N) --seed $(SEED)

# A device that is misspelt would be skipped in silence, so it must be one that a contract asks for.
contract: packages ## runs a driver's contract on a real device: DEVICE=card_reader PORT=/dev/ttyUSB0
	@test -n "$(DEVICE)" -a -n "$(PORT)" || { echo "make contract DEVICE=card_reader PORT=/dev/ttyUSB0" >&2; exit 2; }
	@grep -qw "YICI_$(CAPABILITY)_PORT" hardware/tests/*/contract.rs || { echo "no contract for $(DEVICE); there are:" \
	    $$(grep -how "YICI_[A-Z_]*_PORT" hardware/tests/*/contract.rs | sort -u | sed 's/YICI_\(.*\)_PORT/\L\1/') >&2; exit 2; }
	YICI_$(CAPABILITY)_PORT="$(PORT)" $(CARGO) test -p yici-hardware --tests -- a_real --nocapture
contract: CAPABILITY = $(shell echo "$(DEVICE)" | tr a-z A-Z)

# What cargo-fuzz passes, without what needs another compiler than ours. What was found worth keeping, and what failed, stays
# in target/fuzz. More words for libFuzzer go into FUZZ, such as FUZZ=-fork=4.
SECONDS ?= 600
fuzz: packages ## feeds one decoder for long, guided by what is reached: DECODER=card_frames SECONDS=600; alone, it lists them
	@mkdir -p "target/fuzz/$(DECODER)"
	YICI_DECODER="$(DECODER)" RUSTFLAGS="--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
	-Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
	-Cllvm-args=-sanitizer-coverage-trace-compares -Cdebug-assertions -Coverflow-checks -Ccodegen-units=1" \
	$(CARGO) run --release --target "$$(rustc -vV | sed -n 's/^host: //p')" -p yici-hardware --features fuzz --example fuzz -- \
	    -max_total_time=$(SECONDS) -max_len=8192 -timeout=60 -artifact_prefix=target/fuzz/ "target/fuzz/$(DECODER)" $(FUZZ)

soak: packages ## 100,000 reads, prints, scans and re-plugs each; fails when memory grows: ROUNDS=100000 MINUTES=30
	$(CARGO) run --release -p yici-hardware --example soak

# Kiosks, platform and PostgreSQL share this machine: a busy one measures itself.
KIOSKS ?= 400
load: packages ## plays KIOSKS=400 kiosks before a city's platform, and writes what it took into docs/fleet.md
	$(CARGO) run -p yici-load -- --kiosks $(KIOSKS) --page docs/fleet.md

bench: packages ## measures, as ratios in one run
	$(CARGO) bench -p yici-hardware
	$(CARGO) bench -p yici --bench shelf
	$(CARGO) bench -p yici-forms
	$(CARGO) bench -p yici --bench station
	$(CARGO) bench -p yici --bench search
	$(CARGO) bench -p yici --bench writing
	$(CARGO) bench -p yici --bench screens
	$(CARGO) bench -p yici-strokes
	$(CARGO) bench -p yici --bench matters
	$(CARGO) bench -p yici-crash --bench outbox

samples: packages ## draws the sample pictures of papers anew, from the pages beside them in services/samples
	$(CARGO) run -p yici-forms --example samples -- services/samples

gallery: packages ## draws every widget in all states and themes into target/gallery
	YICI_GALLERY="$(CURDIR)/target/gallery" $(CARGO) test -p yici-ui --test gallery widgets
	@echo "look at target/gallery"

pictures: packages ## draws the reference pictures of every page anew, into tests/screens
	rm -f tests/screens/*.png
	YICI_PICTURES=write $(CARGO) test -p yici-ui --test gallery pictures

compare-pictures: packages ## compares every page in every look and language with its reference; the tests do two looks
	YICI_PICTURES=compare $(CARGO) test -p yici-ui --test gallery pictures

contact-sheet: packages ## draws every page in every look and language, to be looked over, into target/contact-sheet
	YICI_CONTACT="$(CURDIR)/target/contact-sheet" $(CARGO) test -p yici-ui --test gallery pictures
	@echo "look at target/contact-sheet"

lint: packages ## checks the format, then clippy with warnings as errors
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets -- -D warnings

audit: ## checks licences, bans and sources of every crate; advisories where their database can be reached
	@setup/audit

pinyin: packages ## builds the pinyin dictionary into target/rime
	@setup/pinyin "$(YICI_RIME)"

strokes: packages ## makes the table of handwriting into target/strokes
	@setup/strokes "$(YICI_STROKES)"

collector: packages ## fetches the OpenTelemetry collector of the tests into target/collector
	@setup/collector "$(YICI_COLLECTOR)"

units: ## scores how exposed the systemd units are
	@setup/units

image: ## builds the image, its update bundle and its bill of materials into target/image (needs root)
	@setup/packages image
	image-build/build

image-report: ## size, packages, ports, set-user-id files and scores of the image that was built
	@image-build/report

# One chapter alone, on what an earlier run left: ONLY=update. The test's program runs in the image's own release of Debian, so
# that it draws and writes as the image does.
boot-test: export YICI_RIME := $(abspath $(or $(YICI_IMAGE_WORK),target/image))/rime
boot-test: export YICI_COMMIT := $(shell git describe --always --dirty 2>/dev/null)
boot-test: ## starts the built image in an emulated machine, has a citizen use it, updates it, cuts its power (docs/boot-report.md)
	@setup/packages build image
	$(CARGO) build
	image-build/gpio-sim
	image-build/tools $${CARGO_TARGET_DIR:-target}/debug/yici demo --image "$${YICI_IMAGE_WORK:-target/image}" \
	    --folder target/boot-test --report docs/boot-report.md $(addprefix --only ,$(ONLY))

driver-test: ## runs camera, GPIO and input drivers against the kernel's own simulated devices, in an emulated machine
	image-build/driver-test

check-features: ## compiles the three feature sets: desktop, kiosk, headless
	@setup/packages build kiosk
	$(CARGO) check -p yici --no-default-features --features desktop
	$(CARGO) check -p yici --no-default-features --features kiosk
	$(CARGO) check -p yici --no-default-features --features headless

packages:
	@setup/packages build
