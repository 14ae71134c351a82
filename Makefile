# make reports · make test · make lab · make bench · make soak: each sets up .venv when there is none, then does its job.
# make gallery · make headlines · make catalogues: write again what is tracked of reports/, of the notebooks' outputs (after a
# change of data), and of the sentences to translate.
PYTHON ?= python3
BIN := .venv/bin
SETUP := pyproject.toml constraints.txt
STUDIES ?=
SOAK ?= 40 100

.PHONY: reports test lab bench soak gallery headlines catalogues clean

reports: .venv/.ready
	$(BIN)/credatlas build $(STUDIES)

test: .venv/.ready-test
	$(BIN)/python -m pytest -n auto --dist loadscope
	$(BIN)/python -m pytest --doctest-modules src
	$(BIN)/python -m pytest --nbval-lax notebooks

lab: .venv/.ready-lab
	cd notebooks && ../$(BIN)/jupyter lab

bench: .venv/.ready-bench
	$(BIN)/python -m tools.bench

soak: .venv/.ready-test
	CREDATLAS_SOAK="$(SOAK)" $(BIN)/python -m pytest tests/soak

gallery: .venv/.ready
	$(BIN)/credatlas gallery

headlines: .venv/.ready-test
	$(BIN)/python -m tools.headlines

catalogues: .venv/.ready-test
	$(BIN)/python -m tools.catalogues

clean:
	rm -rf .venv reports/site

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "credatlas needs Python 3.11 or newer; $(PYTHON) is older: make PYTHON=python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv

.venv/.ready: .venv/bin/python $(SETUP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

.venv/.ready-%: .venv/bin/python $(SETUP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[$*]'
	@touch $@ .venv/.ready
