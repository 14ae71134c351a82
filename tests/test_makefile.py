"""What `make` installs and runs holds on any account, and in an image."""

import json
import os
import re
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest
from nbformat import write
from nbformat.v4 import new_code_cell, new_notebook

ROOT = Path(__file__).parents[1]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def list_patterns(name):
    """The patterns of an ignore file, in any folder and without slashes at their ends."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("**/").strip("/") for line in lines if line and not line.startswith("#")]


def test_an_image_is_installed_by_make_and_takes_nothing_that_was_made_on_the_host():
    recipe = (ROOT / "Containerfile").read_text(encoding="utf-8")
    assert re.search(r"^USER atlas\n(.*\n)*RUN make \.venv/\.ready-lab\n", recipe, re.M)
    kept_out = list_patterns(".dockerignore")
    assert [one for one in list_patterns(".gitignore") if not any(fnmatch(one, other) for other in kept_out)] == []


@pytest.mark.slow
def test_notebooks_are_run_by_this_python_whatever_kernel_the_account_has(tmp_path):
    """A kernel of that name in the account's folders is not the one that is tested."""
    kernel = tmp_path / "jupyter/kernels/python3/kernel.json"
    kernel.parent.mkdir(parents=True)
    kernel.write_text(json.dumps({"argv": ["false"], "display_name": "Mine", "language": "python"}))
    notebook = new_notebook(cells=[new_code_cell(f"import sys; assert sys.executable == {sys.executable!r}")])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    write(notebook, tmp_path / "small.ipynb")
    options = re.findall(r"--nbval\S*", MAKEFILE)
    words = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", *options, "small.ipynb"]
    environment = os.environ | {"JUPYTER_PATH": str(tmp_path / "jupyter")}
    told = subprocess.run(words, env=environment, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert told.returncode == 0, told.stdout[-2000:]
