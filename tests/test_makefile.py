"""What `make` installs and runs holds on any account, and in an image."""

import re
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[1]


def list_patterns(name):
    """The patterns of an ignore file, in any folder and without slashes at their ends."""
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("**/").strip("/") for line in lines if line and not line.startswith("#")]


def test_an_image_is_installed_by_make_and_takes_nothing_that_was_made_on_the_host():
    recipe = (ROOT / "Containerfile").read_text(encoding="utf-8")
    assert re.search(r"^USER atlas\n(.*\n)*RUN make \.venv/\.ready-lab\n", recipe, re.M)
    kept_out = list_patterns(".dockerignore")
    assert [one for one in list_patterns(".gitignore") if not any(fnmatch(one, other) for other in kept_out)] == []
