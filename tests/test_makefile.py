"""What `make test` runs holds on any account."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from nbformat import write
from nbformat.v4 import new_code_cell, new_notebook

MAKEFILE = (Path(__file__).parents[1] / "Makefile").read_text(encoding="utf-8")


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
