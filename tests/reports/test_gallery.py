"""The tracked gallery is what the data and the code say today."""

from pathlib import Path

import pytest

from credatlas.reports.gallery import gallery_files, write_gallery

TRACKED = Path(__file__).parents[2] / "reports"


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
    assert {path.name for path in TRACKED.iterdir() if path.is_file()} == set(files)


def test_every_figure_has_its_data_and_stands_in_the_readme(files):
    figures = [name for name in files if name.endswith(".svg")]
    assert figures and all(
        name.replace(".svg", ".csv") in files and f"({name})" in files["README.md"] for name in figures
    )


def test_writing_it_twice_gives_equal_bytes(atlas, files, tmp_path):
    assert {path.name: path.read_text(encoding="utf-8") for path in write_gallery(tmp_path, atlas)} == files
