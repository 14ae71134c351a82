"""Past runs are listed, verified and pruned; the site stays as it is."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from filelock import FileLock

from credatlas.files.hashes import hash_file
from credatlas.reports.site.history import list_runs, prune, verify
from tests.reports.manifest_cases import HASH, report_manifest


def publish(out, name, run_id, text="x", failed=False):
    for folder in (
        out / "runs" / name / (run_id + (".failed" if failed else "")),
        *([] if failed else [out / name / "latest"]),
    ):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "report.html").write_text(text)
        manifest = report_manifest(
            run_id=run_id, artefacts=[{"path": "report.html", "sha256": hash_file(folder / "report.html")}]
        )
        if not failed:
            (folder / "manifest.json").write_text(json.dumps(manifest))


def test_runs_are_listed_by_report_the_latest_first_and_unfinished_ones_are_none(tmp_path):
    for run_id in ("20260101T000000Z-aa", "20260102T000000Z-bb"):
        publish(tmp_path, "a", run_id)
    publish(tmp_path, "b", "20260103T000000Z-cc", failed=True)
    (tmp_path / "runs/a/20260104T000000Z-dd").mkdir()
    assert [(run.name, run.run_id, run.failed) for run in list_runs(tmp_path / "runs")] == [
        ("a", "20260102T000000Z-bb", False),
        ("a", "20260101T000000Z-aa", False),
        ("b", "20260103T000000Z-cc.failed", True),
    ]


def test_a_report_that_a_build_puts_there_meanwhile_is_no_alarm(tmp_path, monkeypatch):
    publish(tmp_path, "a", "1")
    looks = []

    def hash_while_it_is_replaced(path):
        if not looks:
            publish(tmp_path, "a", "2", text="y")
        looks.append(path)
        return hash_file(path)

    monkeypatch.setattr("credatlas.reports.site.history.hash_file", hash_while_it_is_replaced)
    assert verify(tmp_path) == [] and len(looks) == 2


def test_a_changed_or_missing_file_of_the_site_is_found(tmp_path):
    publish(tmp_path, "a", "1")
    publish(tmp_path, "b", "1")
    assert verify(tmp_path) == []
    (tmp_path / "a/latest/report.html").write_text("tampered")
    (tmp_path / "b/latest/report.html").unlink()
    assert verify(tmp_path) == ["a/latest/report.html is not what its manifest says", "b/latest/report.html is missing"]


@pytest.mark.parametrize("text", ["{", "[]", "null", "{}", "[" * 100_000, '{"artefacts": "x"}', "\ufeff{}"])
def test_a_damaged_manifest_is_found_and_neither_listing_nor_pruning_ends_with_it(tmp_path, text):
    publish(tmp_path, "a", "1")
    publish(tmp_path, "a", "2")
    copy = tmp_path / "runs/_data/of-whatever-it-was-made-from"
    copy.mkdir(parents=True)
    for path in (tmp_path / "a/latest/manifest.json", tmp_path / "runs/a/2/manifest.json"):
        path.write_text(text)
    assert verify(tmp_path) == ["a/latest/manifest.json is damaged"]
    assert next((run.run_id, run.manifest) for run in list_runs(tmp_path / "runs")) == ("2", {})
    assert prune(tmp_path, 1) == [] and copy.is_dir()


@pytest.mark.parametrize("path", ["../../outside", "/etc/passwd", "a\0b"])
def test_a_manifest_vouches_for_nothing_outside_its_folder(tmp_path, path):
    publish(tmp_path, "a", "1")
    said = report_manifest(artefacts=[{"path": path, "sha256": HASH}])
    (tmp_path / "a/latest/manifest.json").write_text(json.dumps(said))
    assert verify(tmp_path) == [f"a/latest/manifest.json names a file that is not below it: {path!r}"]


def test_pruning_keeps_the_latest_and_leaves_the_site(tmp_path):
    for run_id in ("1", "2", "3"):
        publish(tmp_path, "a", run_id)
    publish(tmp_path, "a", "0", failed=True)
    assert sorted(path.name for path in prune(tmp_path, 1)) == ["1", "2"]
    assert [run.run_id for run in list_runs(tmp_path / "runs")] == ["3", "0.failed"] and (
        tmp_path / "a/latest/report.html"
    ).exists()
    with pytest.raises(ValueError, match="keep 0 is below 1"):
        prune(tmp_path, 0)


def test_the_run_that_the_site_shows_stays_also_where_the_clock_went_backwards(tmp_path):
    for run_id in ("3", "2", "1"):
        publish(tmp_path, "a", run_id)
    assert [path.name for path in prune(tmp_path, 1)] == ["2"]
    assert [run.run_id for run in list_runs(tmp_path / "runs")] == ["3", "1"]


def test_pruning_waits_for_a_build_that_is_writing_there(tmp_path):
    for run_id in ("1", "2"):
        publish(tmp_path, "a", run_id)
    copy = tmp_path / "runs/_data/of-a-build-under-way"
    copy.mkdir(parents=True)
    with ThreadPoolExecutor(1) as other:
        with FileLock(tmp_path / "runs" / ".lock"):
            pruning = other.submit(prune, tmp_path, 1)
            with pytest.raises(TimeoutError):
                pruning.result(timeout=0.5)
            assert copy.is_dir() and len(list_runs(tmp_path / "runs")) == 2
        assert [path.name for path in pruning.result(timeout=10)] == ["1"] and not copy.exists()


def test_a_folder_of_runs_that_is_not_there_is_not_pruned_without_a_word(tmp_path):
    with pytest.raises(ValueError, match="no folder of runs"):
        prune(tmp_path / "gone", 1)
    assert not (tmp_path / "gone").exists()
