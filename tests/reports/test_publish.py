"""A site is built from studies: what fails stays out, what stood stays in, and the front page links what there is."""

import json
import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from credatlas.reports.publish import build
from credatlas.shipped import shipped_folder


@pytest.fixture
def notebooks(tmp_path):
    """Three small studies: one that runs, one that raises, one for each of two jurisdictions."""
    folder = tmp_path / "notebooks"
    folder.mkdir()
    for name, keep in (("10-evidence", 4), ("20-jurisdiction", 4), ("30-comparison", 4)):
        notebook = nbformat.read(shipped_folder("notebooks") / f"{name}.ipynb", as_version=4)
        notebook.cells = notebook.cells[:keep]
        if name == "30-comparison":
            notebook.cells.append(new_code_cell("1 / 0"))
        nbformat.write(notebook, folder / f"{name}.ipynb")
    (folder / "studies.toml").write_text(
        '[good]\nnotebook = "10-evidence"\n[bad]\nnotebook = "30-comparison"\n[each]\nnotebook = "20-jurisdiction"\n'
        'for_each = { jurisdiction = ["EU", "AU"] }\n'
    )
    return folder


def test_the_others_go_on_when_one_fails_and_its_copy_is_kept(notebooks, tmp_path):
    seen = []
    outcomes = build(notebooks=notebooks, out=tmp_path / "site", workers=2, finished=seen.append)
    assert {outcome.job.folder: outcome.status for outcome in outcomes} == {
        "good/latest": "done",
        "bad/latest": "failed",
        "each-eu/latest": "done",
        "each-au/latest": "done",
    }
    assert [outcome.job.study for outcome in outcomes] == ["good", "bad", "each", "each"] and len(seen) == 4
    failed = outcomes[1]
    assert failed.problem == "ZeroDivisionError: division by zero"
    assert failed.folder == tmp_path / "site/bad/latest.failed" and (failed.folder / "notebook.ipynb").exists()
    assert not (tmp_path / "site/bad/latest").exists()


def test_the_front_page_links_every_report_and_nothing_that_failed(notebooks, tmp_path):
    build(notebooks=notebooks, out=tmp_path / "site", workers=1)
    page = (tmp_path / "site/index.html").read_text()
    links = set(re.findall(r'href="([^"#:]+\.(?:html|pdf))"', page))
    assert links == {
        f"{name}/latest/report.{kind}" for name in ("good", "each-eu", "each-au") for kind in ("html", "pdf")
    }
    assert all((tmp_path / "site" / link).exists() for link in links)


def test_a_failing_rerun_leaves_the_last_good_report_and_a_good_one_clears_the_failure(notebooks, tmp_path):
    good = notebooks / "10-evidence.ipynb"
    build(["good"], notebooks=notebooks, out=tmp_path / "site", workers=1)
    before = (tmp_path / "site/good/latest/report.html").read_bytes()
    whole = good.read_text()
    broken = nbformat.read(good, as_version=4)
    broken.cells.append(new_code_cell("raise RuntimeError('no')"))
    nbformat.write(broken, good)
    assert build(["good"], notebooks=notebooks, out=tmp_path / "site", workers=1)[0].problem == "RuntimeError: no"
    assert (tmp_path / "site/good/latest/report.html").read_bytes() == before
    good.write_text(whole)
    build(["good"], notebooks=notebooks, out=tmp_path / "site", workers=1)
    assert not (tmp_path / "site/good/latest.failed").exists()


def test_two_builds_from_the_same_inputs_give_equal_bytes_but_for_the_executed_notebook(notebooks, tmp_path):
    for name in ("one", "two"):
        build(["each"], notebooks=notebooks, out=tmp_path / name, workers=1)
    first, second = (
        {
            path.relative_to(tmp_path / name).as_posix(): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("one", "two")
    )
    assert first.keys() == second.keys()
    differ = {path.rpartition("/")[2] for path in first if first[path] != second[path]}
    assert differ <= {"notebook.ipynb", "manifest.json"}  # cell times, and the hash of the notebook that holds them


def test_nothing_is_left_beside_the_site(notebooks, tmp_path):
    build(notebooks=notebooks, out=tmp_path / "site", workers=2)
    assert not [path.name for path in (tmp_path / "site").iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"formats": ["docx"]}, "format 'docx' is not one of html, pdf"),
        ({"formats": []}, "format '' is not one of html, pdf"),
        ({"as_of": "2022-13-01"}, "as_of '2022-13-01' is neither 'latest' nor a day such as '2022-11-22'"),
    ],
)
def test_a_wrong_choice_is_refused_before_anything_is_written(notebooks, tmp_path, options, message):
    with pytest.raises(ValueError) as refused:
        build(["good"], notebooks=notebooks, out=tmp_path / "site", **options)
    assert message in str(refused.value) and not (tmp_path / "site").exists()


def test_the_manifest_says_what_a_report_was_made_from(notebooks, tmp_path, atlas):
    build(["each"], notebooks=notebooks, out=tmp_path / "site", workers=1, as_of="2022-11-22")
    manifest = json.loads((tmp_path / "site/each-au/2022-11-22/manifest.json").read_text())
    assert manifest["parameters"] == {"as_of": "2022-11-22", "jurisdiction": "AU", "peers": []}
    assert (manifest["title"], manifest["data_version"]) == (
        "Australia: what does its framework provide?",
        atlas.version,
    )
