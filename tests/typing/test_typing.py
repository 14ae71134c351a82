"""A type checker finds the mistakes of a researcher's script, and only those."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
HERE = Path(__file__).parent
SOURCE = HERE.parents[1] / "src"


@pytest.fixture(scope="module")
def complaints(tmp_path_factory):
    """What mypy says of a script on each line, as it does where the package is installed: of the script alone."""
    pytest.importorskip("mypy")
    cache = tmp_path_factory.mktemp("mypy")
    command = [sys.executable, "-m", "mypy", "--config-file=", f"--cache-dir={cache}", "--follow-imports=silent"]
    command += ["--ignore-missing-imports", "--hide-error-context", "right.py", "wrong.py"]
    said = subprocess.run(command, cwd=HERE, env={"MYPYPATH": str(SOURCE)}, capture_output=True, text=True)
    found = re.findall(r"^(\w+\.py):(\d+): error: (.*)$", said.stdout, re.MULTILINE)
    return [(file, int(line), words) for file, line, words in found]


def test_the_four_mistakes_are_named_and_nothing_else(complaints):
    lines = (HERE / "wrong.py").read_text("utf-8").splitlines()
    expected = {number: line.split("  # ")[1] for number, line in enumerate(lines, 1) if "  # " in line}
    assert len(expected) == 4
    assert [(file, line) for file, line, _ in complaints] == [("wrong.py", line) for line in expected]
    assert all(words.startswith(expected[line]) for _, line, words in complaints)


def test_each_chart_is_known_to_type_checkers():
    text = (SOURCE / "credatlas" / "figures" / "charts" / "__init__.py").read_text("utf-8")
    charts = {path.stem for path in (SOURCE / "credatlas" / "figures" / "charts").glob("[a-z]*.py")}
    assert set(re.findall(r"^    from [\w.]+\.(\w+) import \1 as \1$", text, re.MULTILINE)) == charts
