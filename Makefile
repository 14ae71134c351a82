# make reports · make test · make lint · make lab · make bench · make soak: each sets up .venv when there is none, then does its job.
# make docs: the reference, from the docstrings, into reports/site/reference; the front page of the next build links to it.
# make lab LAB="--no-browser --port 8890" passes options on; it opens a copy of the first notebook in work/.
# make test-fast: what a minute can show, while you write. make coverage: which lines no test runs, subprocesses included.
# make gallery · make headlines · make codebook · make catalogues: write again what is tracked of reports/, of the outputs of
# notebooks and recipes, of the cases in data/codebook and the seal of the data (after a change of data), and of the sentences to translate.
PYTHON ?= python3
BIN := .venv/bin
SETUP := pyproject.toml constraints.txt
STUDIES ?=
LAB ?=
SOAK ?= 40 100

.PHONY: reports test test-fast coverage lint lab docs bench soak gallery headlines codebook catalogues clean

reports: .venv/.ready
	$(BIN)/credatlas build $(STUDIES)

test: .venv/.ready-test
	$(BIN)/python -m pytest -n auto --dist loadscope --nbval-lax --nbval-current-env tests notebooks
	$(BIN)/python -m pytest --doctest-modules src

test-fast: .venv/.ready-test
	$(BIN)/python -m pytest -n auto --dist loadscope -m "not slow and not browser and not poppler"

coverage: .venv/.ready-test
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto --dist loadscope
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report

lint: .venv/.ready-lint
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy

lab: .venv/.ready-lab
	@mkdir -p work; [ -e work/00-explore.ipynb ] || cp notebooks/00-explore.ipynb work/
	@echo "work/ is yours: git does not see what is in it"; \
	  if [ "$$(id -u)" = 0 ]; then echo "JupyterLab runs as root here, as is usual in a container and nowhere else"; fi
	$(BIN)/jupyter lab $(if $(filter 0,$(shell id -u)),--allow-root) --ServerApp.root_dir=. $(LAB) work/00-explore.ipynb

docs: .venv/.ready-docs
	$(BIN)/python -m tools.reference

bench: .venv/.ready-bench
	$(BIN)/python -m tools.bench

soak: .venv/.ready-test
	CREDATLAS_SOAK="$(SOAK)" $(BIN)/python -m pytest tests/soak
	CREDATLAS_EXAMPLES=thorough $(BIN)/python -m pytest -n auto tests/evidence tests/index tests/figures/charts/test_every_chart.py

gallery: .venv/.ready
	$(BIN)/credatlas gallery

headlines: .venv/.ready-test
	$(BIN)/python -m tools.headlines
	$(BIN)/python -m tools.recipes

codebook: .venv/.ready
	$(BIN)/python -m tools.codebook_pages
	$(BIN)/python -m tools.seal_data

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
