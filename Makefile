# Every target is one line; each makes .venv first where it is missing. `make` alone lists them.
PYTHON ?= python3
RUN = .venv/bin/course
.DEFAULT_GOAL = help
.PHONY: help setup demo lab test more build bench diagrams fairness attacks accidents same killtest fuzz grid weights colab page browser lint

help:           ## this list
	@grep -E '^[a-z]+: .*##|^[a-z]+: *##' Makefile | sed -E 's/:[^#]*## */\t/' | expand -t 12

setup: .venv/ready  ## make .venv and install what the project needs (safe to run again)
	@echo "Set up. Next: make demo (see a class being graded), make lab (learn), make test."

demo: .venv/ready   ## a class of 12 hands in lesson 01 and is graded
	@$(RUN) demo

lab: .venv/ready    ## open the student's copies in JupyterLab
	@$(RUN) lab

test: .venv/ready   ## every test
	@$(RUN) test

more: .venv/ready   ## the slow tests that make test leaves out
	@.venv/bin/python -m pytest --more -m more -n 2 --dist loadfile

build: .venv/ready  ## lesson texts to notebooks, instructor's and student's copies
	@$(RUN) build

bench: .venv/ready  ## what the project promises in numbers (ONLY=name for one)
	@$(RUN) bench $(ONLY)

fairness: .venv/ready  ## right answers keep full marks, wrong ones lose some
	@$(RUN) fairness

attacks: .venv/ready  ## 315 attacks on the marking, in one class with honest students (needs bubblewrap)
	@.venv/bin/python -m tests.attacks

accidents: .venv/ready  ## 51 kinds of honest mishaps: nobody loses a mark without a reason
	@.venv/bin/python -m tests.accidents

same: .venv/ready   ## honest work gets the marks that stock nbgrader gives, cell by cell
	@.venv/bin/python -m tests.same

killtest: .venv/ready  ## SIGKILL to what grades, at 200 random moments: nothing is lost, doubled or changed
	@.venv/bin/python -m tests.kills

fuzz: .venv/ready   ## 1,000 notebooks damaged at random: each gets a mark or a named reason, none stops the class
	@.venv/bin/python -m tests.fuzz

diagrams: .venv/ready  ## mermaid sources to SVG (needs npm and chromium)
	@$(RUN) diagrams && .venv/bin/python diagrams/pictures.py

grid: .venv/ready   ## train the stored experiments of lessons 01 to 03 anew (about 30 minutes)
	@.venv/bin/python -m helpers.training.trifecta && .venv/bin/python -m helpers.training.depth && .venv/bin/python -m helpers.insight.ladder

colab: .venv/ready  ## the lessons with Google Colab's versions, in a kernel and in a browser (needs chromium)
	@.venv/bin/python -m tests.colab.run $(ONLY)

page: .venv/ready   ## each lesson as one HTML page that works offline, in build/page (ONLY=02 for one)
	@$(RUN) page $(ONLY)

browser: .venv/ready  ## every test in a real browser, also those that make test leaves out (needs chromium and npm)
	@.venv/bin/python -m tests.browser

weights: .venv/ready  ## train the creature studio's network anew, and look through its units
	@.venv/bin/python -m helpers.training.stored && .venv/bin/python -m helpers.insight.album

lint: .venv/ready   ## ruff
	@.venv/bin/ruff check && .venv/bin/ruff format --check && echo "lint: clean"

.venv/ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: make setup PYTHON=/path/to/python3.11"; exit 1; }
	@echo "Setting up .venv: a few minutes the first time, most of it for downloading torch …"
	@$(PYTHON) -m venv .venv || { echo "No venv module here; on Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@.venv/bin/pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[teach,dev]'
	@touch $@
