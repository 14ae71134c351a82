"""What the README shows works as it stands, and what it points to is there."""

import re
from pathlib import Path

import pytest
import typer

from credatlas.evidence import provisions_of_instruments
from credatlas.reports.run import read_studies

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_it_is_short():
    assert README.count("\n") < 150


def test_the_five_lines_for_jupyterlab_run_and_end_with_a_figure():
    block = re.search(r"```python\n(.*?)```", README, re.S)[1]
    assert block.count("\n") == 5
    names: dict = {}
    *first, last = block.strip().split("\n")
    exec("\n".join(first), names)
    assert type(eval(last, names)).__name__ == "Figure"


@pytest.mark.parametrize("target", sorted(set(re.findall(r"\]\(((?!https?:)[^)#]+)\)", README))))
def test_every_link_leads_somewhere(target):
    assert (ROOT / target).exists()


def test_every_command_shown_exists():
    from credatlas.cli import app

    commands = set(typer.main.get_command(app).commands)
    shown = set(re.findall(r"^credatlas (\w+)|[`&] *credatlas (\w+)|/credatlas (\w+) --", README, re.M))
    named = {name for match in shown for name in match if name}
    assert named and named <= commands


def test_every_study_is_named():
    named = re.search(r"^The studies: (.*?)\n\n", README, re.M | re.S)[1]
    assert re.findall(r"`(\w+)`", named) == list(read_studies(ROOT / "notebooks"))


def test_the_limits_are_those_of_the_data(atlas):
    now = atlas.as_of("latest")
    everything = provisions_of_instruments(now.provisions, now.frameworks)
    kinds = everything["jurisdiction_id"].map(now.jurisdictions.set_index("jurisdiction_id")["kind"])
    missing = everything["status"] == "missing"
    assert "About a third of the provisions could not be read" in README and missing.mean() == pytest.approx(
        1 / 3, abs=0.03
    )
    assert "of Canadian provinces' frameworks more than half" in README and missing[kinds == "province"].mean() > 0.5
