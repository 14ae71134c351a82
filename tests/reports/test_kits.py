"""Kits lie in the site with a manifest, are written again only when what they are made from has changed, and never half."""

import json
from dataclasses import replace

import pytest

from credatlas.reports.kits import build_kits, plan_kits
from credatlas.reports.runs import verify

STUDIES = '[figures]\nkits = ["coverage", "weights"]\n[other]\nnotebook = "10-evidence"\n'


@pytest.fixture(scope="module")
def jobs(tmp_path_factory):
    folder = tmp_path_factory.mktemp("notebooks")
    (folder / "studies.toml").write_text(STUDIES)
    return plan_kits(folder, [], ["en", "es"])


@pytest.fixture(scope="module")
def out(jobs, atlas, tmp_path_factory):
    out = tmp_path_factory.mktemp("site")
    outcomes = list(build_kits(jobs, atlas, out, base="https://example.org/atlas/"))
    assert [outcome.status for outcome in outcomes] == ["done"] * 4
    return out


def test_a_study_of_kits_has_a_job_for_each_figure_and_language(jobs, tmp_path):
    assert [job.folder for job in jobs] == [
        "figures/coverage/latest", "figures/coverage.es/latest", "figures/weights/latest", "figures/weights.es/latest",
    ]  # fmt: skip
    (tmp_path / "studies.toml").write_text(STUDIES)
    assert plan_kits(tmp_path, ["other"], ["en"]) == []
    assert [job.name for job in plan_kits(tmp_path, ["figures"], [])] == ["figures/coverage", "figures/weights"]


def test_every_file_is_in_the_manifest_of_its_edition(out):
    for manifest in out.glob("figures/*/*/manifest.json"):
        said = {artefact["path"] for artefact in json.loads(manifest.read_text())["artefacts"]}
        assert said == {path.name for path in manifest.parent.iterdir()} - {"manifest.json"}
    assert len(list(out.glob("figures/*/*/manifest.json"))) == 8 and verify(out) == []
    changed = out / "figures/coverage/latest/coverage.csv"
    before = changed.read_text()
    changed.write_text("other")
    assert verify(out) == ["figures/coverage/latest/coverage.csv is not what its manifest says"]
    changed.write_text(before)


def test_the_snippets_name_the_address_of_the_site(out):
    page = (out / "figures/coverage.es/latest/index.html").read_text()
    assert "https://example.org/atlas/figures/coverage.es/latest/chart.html" in page and '<html lang="es">' in page


def test_what_is_up_to_date_is_not_written_again(jobs, out, atlas):
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    outcomes = list(build_kits(jobs, atlas, out, base="https://example.org/atlas/"))
    assert {outcome.status for outcome in outcomes} == {"current"} and outcomes[0].title
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()} == times


def test_another_address_changes_latest_and_leaves_the_pinned_edition(jobs, out, atlas):
    pinned = next((out / "figures/coverage").glob("*-data-*/index.html"))
    before = pinned.read_bytes()
    (outcome,) = build_kits(jobs[:1], atlas, out, base="https://example.net")
    assert outcome.status == "done" and pinned.read_bytes() == before
    assert "https://example.net/figures" in (out / "figures/coverage/latest/index.html").read_text()


def test_a_figure_that_the_data_cannot_fill_is_left_out_with_the_reason(jobs, atlas, tmp_path):
    unknown = replace(jobs[0], notebook=jobs[0].notebook.with_name("covverage"))
    (outcome,) = build_kits([unknown], atlas, tmp_path)
    assert outcome.status == "skipped" and "did you mean 'coverage'?" in outcome.problem
    assert not (tmp_path / "figures").exists()
