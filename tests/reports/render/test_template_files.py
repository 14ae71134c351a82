"""Another colour of text, lines and paper is set in one place, and everything that is written follows."""

import re
import subprocess
import sys

import pytest

from credatlas.figures.drawing.theme import DARK, DRAWN, LIGHT
from credatlas.reports.render.template_files import TEMPLATE

OTHER = {"ink": "#332211", "quiet": "#665544", "line": "#ccbbaa", "paper": "#fffff0"}
WRITE = f"""
import sys
from credatlas.figures.drawing import theme
theme.LIGHT.update({OTHER!r})
from pathlib import Path
from tests.reports.conftest import make_figure
from credatlas.reports.embeds import write_kit
from credatlas.reports.render.template_files import read_coloured
out = Path(sys.argv[1])
write_kit(make_figure, out, sizes=["article"])
(out / "report.css").write_text(read_coloured("style.css"))
(out / "figure.html").write_text(make_figure().to_html())
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A kit, a figure and the style of a report, made in a process in which the theme has other colours."""
    out = tmp_path_factory.mktemp("other-theme") / "kit"
    subprocess.run([sys.executable, "-c", WRITE, out], check=True)
    paths = [path for path in out.rglob("*") if path.suffix not in (".png", ".pdf") and path.is_file()]
    return {path.relative_to(out).as_posix(): path.read_text() for path in paths}


def test_no_colour_of_the_theme_stands_anywhere_else(written):
    old = re.compile("|".join(LIGHT[role] for role in DRAWN))
    assert [name for name, text in written.items() if old.search(text)] == []


def test_a_drawing_in_another_ink_follows_a_dark_page(written):
    plot, page = written["latest/kit-plot.svg"], written["latest/index.html"]
    for mark in ("fill", "stroke"):
        assert f'[{mark}="{OTHER["ink"]}"]{{{mark}:{DARK["ink"]}}}' in plot
    assert f'fill="{OTHER["ink"]}"' in written["latest/kit.svg"]
    assert f"--ca-ink: {OTHER['ink']}" in page and f"--ca-ink: {DARK['ink']}" in page
    assert f"--jp-content-font-color1, {OTHER['ink']}" in written["figure.html"]


def test_templates_name_colours_and_do_not_hold_them():
    sources = [path for path in TEMPLATE.iterdir() if path.suffix in (".css", ".typ", ".j2", ".js")]
    colours = re.compile("|".join([*LIGHT.values(), *DARK.values()]))
    assert [path.name for path in sources if colours.search(path.read_text())] == []
