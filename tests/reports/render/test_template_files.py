"""Another colour is set in one file, and everything that is written follows."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from credatlas.figures.drawing import theme
from credatlas.paths import PACKAGE

COLOUR = re.compile("#[0-9a-fA-F]{6}\\b")
SOURCE = Path(theme.__file__).read_text(encoding="utf-8")
OTHER = {colour: f"#{int(colour[1:], 16) ^ 0x040404:06x}" for colour in COLOUR.findall(SOURCE)}
WRITE = """
import sys
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path

name, out = "credatlas.figures.drawing.theme", Path(sys.argv[1])
sys.modules[name] = module_from_spec(spec_from_loader(name, loader=None))
exec(sys.stdin.read(), sys.modules[name].__dict__)

from credatlas import charts, load, score
from credatlas.reports.kits import write_kit
from credatlas.reports.render import read_coloured

atlas = load().as_of("2022-11-22")
scores = score(atlas)
write_kit(lambda size: charts.score_matrix(scores.indicators, atlas, size=size), out, sizes=["article"])
groups = charts.dimension_profile(scores.dimensions, atlas)
(out / "groups.svg").write_text(groups.svg)
(out / "figure.html").write_text(groups.to_html())
(out / "report.css").write_text(read_coloured("style.css"))
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A kit, figures and the style of a report, made in a process whose theme.py holds other colours."""
    out, changed = tmp_path_factory.mktemp("other-theme") / "kit", COLOUR.sub(lambda found: OTHER[found[0]], SOURCE)
    subprocess.run([sys.executable, "-c", WRITE, out], input=changed, text=True, check=True)
    paths = [path for path in out.rglob("*") if path.suffix not in (".png", ".pdf") and path.is_file()]
    return {path.relative_to(out).as_posix(): path.read_text() for path in paths}


def test_no_colour_of_the_theme_as_it_is_stays_behind(written):
    old = re.compile("|".join(OTHER))
    assert [name for name, text in written.items() if old.search(text)] == []


def test_a_drawing_in_other_colours_has_them_and_follows_a_dark_page(written):
    plot, page = written["latest/kit-plot.svg"], written["latest/index.html"]
    ink, dark, deep, canada = (OTHER[c] for c in (theme.INK, theme.DARK["ink"], theme.RAMP[3], theme.GROUPS["Canada"]))
    for mark in ("fill", "stroke"):
        assert f'[{mark}="{ink}"]{{{mark}:{dark}}}' in plot
    assert f'fill="{ink}"' in written["latest/kit.svg"] and deep in plot and canada in written["groups.svg"]
    assert f"--ca-ink: {ink}" in page and f"--ca-ink: {dark}" in page
    assert "--jp-content-font-color1, currentColor" in written["figure.html"]


def test_only_the_theme_holds_colours():
    sources = [path for path in PACKAGE.rglob("*") if path.suffix in (".py", ".css", ".typ", ".j2", ".js")]
    colour = re.compile(r"""["' :(]#([0-9a-fA-F]{3}){1,2}\b(?![-\w])|rgba?\(\d|hsla?\(""")
    assert [path.name for path in sources if colour.search(path.read_text(encoding="utf-8"))] == ["theme.py"]
