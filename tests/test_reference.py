"""The reference holds what is public, asks nothing of any other address, and none of its links is dead."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import credatlas
from credatlas.reports.site import find_dead_links

pytest.importorskip("pdoc")
pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
LINK = re.compile(r'<a [^>]*href="https?://[^>]*>')  # is followed only when somebody asks
ELSEWHERE = re.compile(
    r"""(?:src|href|srcset|action|data)=["']?(?:https?:)?//|url\(["']?(?:https?:)?//|@import|fetch\(["']http"""
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("site") / "reference"
    command = [sys.executable, "-W", "error::UserWarning", "-m", "tools.reference", str(place)]
    subprocess.run(command, cwd=ROOT, check=True)
    return place


def test_every_public_name_has_its_place(folder):
    page = (folder / "credatlas.html").read_text()
    assert [name for name in credatlas.__all__ if f'id="{name}"' not in page] == ["charts", "tables"]
    assert 'id="frontier"' in (folder / "credatlas/figures/charts.html").read_text()
    assert 'id="sources"' in (folder / "credatlas/figures/words/tables.html").read_text()
    assert (
        'id="Dataset.about"' in page
        and 'id="Simulation.estimates"' in (folder / "credatlas/index/simulation.html").read_text()
    )


def test_nothing_is_asked_of_another_address_and_no_link_is_dead(folder):
    pages = {path: path.read_text() for path in folder.rglob("*") if path.suffix in (".html", ".js", ".css")}
    assert [path for path, text in pages.items() if ELSEWHERE.search(LINK.sub("", text))] == []
    assert find_dead_links(folder) == []
