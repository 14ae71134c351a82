"""The tracked gallery is what the data and the code say today."""

from pathlib import Path

import pytest

from credatlas.figures.charts import CHARTS
from credatlas.reports.kits import gallery
from credatlas.reports.kits.gallery import gallery_files, write_gallery

pytestmark = pytest.mark.slow

TRACKED = Path(__file__).parents[3] / "reports"


@pytest.fixture(scope="module")
def files(atlas):
    return gallery_files(atlas)


def test_the_tracked_gallery_is_not_stale(files):
    stale = [
        name
        for name, text in files.items()
        if not (TRACKED / name).exists() or (TRACKED / name).read_text(encoding="utf-8") != text
    ]
    assert not stale, f"run `make gallery`: {stale} differ from what the data say"


def test_nothing_else_lies_in_the_gallery(files):
    site = TRACKED / "site"
    there = {path.relative_to(TRACKED).as_posix() for path in TRACKED.rglob("*") if path.is_file()}
    assert {name for name in there if not (TRACKED / name).is_relative_to(site)} == set(files)


def test_every_figure_has_its_data_and_stands_in_the_readme(files):
    figures = [name for name in files if name.endswith(".svg")]
    assert len(figures) == sum(1 + chart.article_day for chart in CHARTS.values() if chart.gallery)
    for name in figures:
        assert name.replace(".svg", ".csv") in files and f"({name})" in files["README.md"]


def test_what_is_written_is_what_was_made(atlas, files, tmp_path, monkeypatch):
    monkeypatch.setattr(gallery, "gallery_files", lambda dataset: files)
    written = write_gallery(tmp_path, atlas)
    assert {path.relative_to(tmp_path).as_posix(): path.read_text(encoding="utf-8") for path in written} == files
