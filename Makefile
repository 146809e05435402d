# Everything a person or CI runs here. It needs Python 3.11 or newer, make and git.
#
#   make run ARGS="--demo"      the app, from this folder
#   make test                   all tests but those of the next line, with a few cases of each
#   make test-faults            a few of each that breaks the disk, kills or interrupts, and sweeps; make faults: all
#   make test-python            what another version of Python may change, with VENV= and PYTHON=
#   make test-fast              those of the domain, the storage and the screens, in less than a minute
#   make test-lowest, -newest   the tests on the lowest and the newest versions of the dependencies
#   make coverage               the lines and branches that the tests run
#   make check                  all the checks a change has to pass
#   make bench                  how fast the installed app is, into docs/performance.md; QUICK=1 prints only

PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
ARGS ?=
TEST_ARGS ?=
TRIALS ?= 500
DAYS ?= 10000
FAST_TESTS = -m "not slow" --hypothesis-profile fast
# Neither the pictures nor the counts of modules, which hold for the exact versions alone.
VERSION_TESTS = -m "not looks" --ignore tests/faults --ignore tests/terminal --ignore tests/tui/test_budget.py

# Without bytecode files every start compiles the whole of Textual again.
unexport PYTHONDONTWRITEBYTECODE
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help run test test-faults test-fast test-python coverage test-lowest test-newest check lint format pictures system-files faults wheel wheel-check bench lock clean

help:
	@sed -n 's/^#   //p' Makefile

run: $(VENV)/project.stamp
	@$(BIN)/python $(BIN)/kindtui $(ARGS)

test: $(VENV)/project.stamp $(VENV)/dev.stamp
	$(BIN)/pytest -n 3 --ignore tests/faults -m "not sweep" $(TEST_ARGS)

test-faults: $(VENV)/project.stamp $(VENV)/dev.stamp
	$(BIN)/pytest -n 4 tests/faults $(TEST_ARGS)
	$(BIN)/pytest -n 4 --ignore tests/faults -m sweep $(TEST_ARGS)

test-fast: $(VENV)/project.stamp $(VENV)/dev.stamp
	$(BIN)/pytest -n 3 $(FAST_TESTS) $(TEST_ARGS)

# What another version of Python may change: of the command line, what has most to do with arguments, streams and
# texts; of the screens, one long walk and three with most of the widgets.
PYTHON_TESTS = $(addprefix tests/,domain storage exchange \
  $(addsuffix .py,$(addprefix cli/test_,arguments checkin edit every_command export_command import_command \
    lock log pipes plain_arguments spreadsheets status usage)) \
  $(addsuffix .py,$(addprefix tui/test_,acts end_to_end journal_screen settings)))

test-python: $(VENV)/project.stamp $(VENV)/dev.stamp
	$(BIN)/pytest -n 4 -m "not looks and not sweep" --hypothesis-profile fast $(PYTHON_TESTS) $(TEST_ARGS)

# Of the fast tests and the command line, but for tests that count modules or fill the disk, as coverage would too.
coverage: $(VENV)/project.stamp $(VENV)/dev.stamp
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n 3 $(FAST_TESTS) $(TEST_ARGS)
	$(BIN)/coverage run -m pytest -n 3 tests/cli -k "not (disk or room or cannot_be or loads_no)" $(TEST_ARGS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

check: lint test test-faults

lint: $(VENV)/project.stamp $(VENV)/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy --strict
	$(BIN)/lint-imports

format: $(VENV)/dev.stamp
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The tests on other versions of what kindtui runs on: the lowest that pyproject.toml allows, and the newest.
test-lowest test-newest: test-%:
	rm -rf build/$*
	$(PYTHON) -m venv build/$*
	build/$*/bin/python .ci/dependencies.py $* > build/$*/run.txt
	grep -hv '^-r' requirements-build.txt requirements-dev.txt > build/$*/tools.txt
	build/$*/bin/pip install --quiet --upgrade -r build/$*/run.txt -r build/$*/tools.txt
	build/$*/bin/pip install --quiet --no-build-isolation --no-deps --editable .
	build/$*/bin/pip list
	build/$*/bin/pytest -n 2 $(VERSION_TESTS) $(TEST_ARGS)

# Every state of tests/pictures/states.py, taken again. Look at each before it is committed.
pictures: $(VENV)/project.stamp $(VENV)/dev.stamp
	rm -rf assets/pictures && mkdir assets/pictures
	$(BIN)/pytest tests/pictures --renew

# What the system shows of kindtui, made from its commands: the manual page, and completion for each shell.
system-files: $(VENV)/project.stamp
	$(BIN)/python -c 'from kindtui.cli.man_page import man_page; print(man_page(), end="")' > assets/kindtui.1
	for shell in bash zsh fish; do $(BIN)/kindtui completion $$shell > assets/completions/kindtui.$$shell; done

# Every case of every test, each fault TRIALS times, and other examples with every run.
faults: export KINDTUI_TRIALS = $(TRIALS)
faults: export KINDTUI_DAYS = $(DAYS)
faults: $(VENV)/project.stamp $(VENV)/dev.stamp
	$(BIN)/pytest --hypothesis-profile searching tests/faults $(TEST_ARGS)
	$(BIN)/pytest -n 4 --hypothesis-profile searching --ignore tests/faults $(TEST_ARGS)

# The wheel alone, in an environment that has nothing else: not PyNaCl either, which is an extra.
wheel: $(VENV)/project.stamp
	rm -rf build/wheel
	$(BIN)/pip wheel --quiet --no-build-isolation --no-deps --wheel-dir build/wheel .
	$(PYTHON) -m venv build/wheel/venv
	build/wheel/venv/bin/pip install --quiet --constraint requirements.txt build/wheel/kindtui-*.whl

# Started from another folder.
wheel-check: wheel $(VENV)/dev.stamp
	build/wheel/venv/bin/pip check
	KINDTUI_PROGRAM="$(CURDIR)/build/wheel/venv/bin/kindtui" $(BIN)/pytest tests/test_wheel.py

# Beside the peers that install; posting 2.11 needs a tree-sitter that fits its grammars.
bench: wheel build/peers/dooit build/peers/posting build/peers/jrnl
	build/wheel/venv/bin/python -m benchmarks.bench

build/peers/posting: EXTRA = "tree-sitter>=0.25,<0.26"
build/peers/%:
	$(PYTHON) -m venv $@
	$@/bin/pip install --quiet $* $(EXTRA) || echo "$* does not install here and is left out."

# The newest versions that pyproject.toml allows; see CONTRIBUTING.md before using it.
lock:
	rm -rf build/lock
	$(PYTHON) -m venv build/lock
	build/lock/bin/pip install --quiet --upgrade "pip>=25.1"
	build/lock/bin/pip install --quiet ".[lock]"
	build/lock/bin/pip freeze --exclude kindtui > build/lock/run
	build/lock/bin/pip install --quiet "hatchling>=1.25" editables
	build/lock/bin/pip freeze --exclude kindtui > build/lock/build
	build/lock/bin/pip install --quiet --group dev
	build/lock/bin/pip freeze --exclude kindtui > build/lock/dev
	{ echo "# What kindtui runs on, in exact versions. Renewed by \`make lock\`."; \
	  cat build/lock/run; } > requirements.txt
	{ echo "# What builds and installs kindtui, in exact versions. Renewed by \`make lock\`."; \
	  grep -vxFf build/lock/run build/lock/build; } > requirements-build.txt
	{ echo "# What kindtui is tested and checked with, in exact versions. Renewed by \`make lock\`."; \
	  echo "-r requirements.txt"; echo "-r requirements-build.txt"; \
	  grep -vxFf build/lock/build build/lock/dev; } > requirements-dev.txt

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Made once for each state of the lock; an unchanged one installs nothing.
$(VENV)/lock.stamp: requirements.txt requirements-build.txt
	@command -v $(PYTHON) > /dev/null || { echo "kindtui needs Python 3.11 or newer, and there's no $(PYTHON) here." \
	  "Install it, or name another: make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and \
	  "kindtui needs Python 3.11 or newer. Name one: make PYTHON=python3.11")'
	@$(PYTHON) -c 'import venv; from ensurepip import bootstrap' 2> /dev/null || { echo "$(PYTHON) can't make virtual environments yet." \
	  "On Debian or Ubuntu, install them first: sudo apt install $(notdir $(PYTHON))-venv" >&2; exit 1; }
	@echo "Setting up $(VENV) (this happens once) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(BIN)/pip install --quiet -r requirements.txt -r requirements-build.txt
	@touch $@

$(VENV)/project.stamp: $(VENV)/lock.stamp pyproject.toml
	@$(BIN)/pip install --quiet --no-build-isolation --no-deps --editable .
	@$(BIN)/python -m compileall -q kindtui
	@touch $@

$(VENV)/dev.stamp: $(VENV)/lock.stamp requirements-dev.txt
	@echo "Adding the development tools to $(VENV) ..."
	@$(BIN)/pip install --quiet -r requirements-dev.txt
	@touch $@
