"""`credatlas runs` lists past runs, `prune` deletes old ones, and `verify` tells a sound site from a damaged one."""

import pytest
from typer.testing import CliRunner

from credatlas.cli import app


@pytest.fixture
def out(tmp_path):
    """A folder with three runs of one report, the last of them failed."""
    for run in ("20240101T000000Z-aaaaaaaa", "20240102T000000Z-bbbbbbbb", "20240103T000000Z-cccccccc.failed"):
        folder = tmp_path / "runs" / "evidence" / run
        folder.mkdir(parents=True)
        (folder / "manifest.json").touch()
    return tmp_path


def invoke(*arguments):
    return CliRunner().invoke(app, [*map(str, arguments)]).output


def test_runs_are_listed_with_their_status_the_latest_first(out):
    lines = [line.split() for line in invoke("runs", "--out", out).splitlines()]
    assert lines[0] == ["report", "run", "status", "data"]
    assert [(line[0], line[2]) for line in lines[1:]] == [("evidence", status) for status in ("failed", "done", "done")]


def test_pruning_keeps_the_latest_of_each_kind(out):
    assert invoke("prune", "--keep", 1, "--out", out).strip() == f"1 run deleted from {out / 'runs'}"
    assert "20240101" not in invoke("runs", "--out", out)


@pytest.mark.parametrize("command", [("runs",), ("prune", "--keep", 1), ("verify",)], ids=lambda words: words[0])
def test_a_misspelt_folder_of_runs_is_not_an_empty_one(out, command):
    (out / "index.html").touch()
    result = CliRunner().invoke(app, [*map(str, command), "--out", str(out), "--runs", str(out.parent / "rnus")])
    assert (result.exit_code, result.output) == (3, f"there is no folder of runs {out.parent / 'rnus'}\n")
    assert not (out.parent / "rnus").exists()


def test_a_manifest_that_is_not_there_cannot_be_repeated(tmp_path):
    result = CliRunner().invoke(app, ["rerun", str(tmp_path / "manifest.json")])
    assert result.exit_code == 3 and f"{tmp_path / 'manifest.json'} is no manifest of a run: " in result.output


def verify(out):
    result = CliRunner().invoke(app, ["verify", "--out", str(out)])
    return result.exit_code, result.output.strip()


def test_a_folder_without_a_front_page_is_no_site(tmp_path):
    assert verify(tmp_path) == (3, f"there is no site in {tmp_path}")


def test_a_damaged_manifest_is_counted_and_named(tmp_path):
    (tmp_path / "index.html").touch()
    assert verify(tmp_path) == (0, f"0 reports and kits in {tmp_path}, every file as its manifest says")
    (tmp_path / "evidence/latest").mkdir(parents=True)
    (tmp_path / "evidence/latest/manifest.json").write_text("{}")
    code, told = verify(tmp_path)
    assert code == 7 and told.startswith("1 problem in the site\n") and "manifest.json" in told


def test_runs_kept_outside_the_site_are_listed_and_pruned_there(tmp_path):
    site, kept = tmp_path / "site", tmp_path / "kept"
    for run in ("20260101T000000Z-1", "20260102T000000Z-2"):
        (kept / "a" / run).mkdir(parents=True)
        (kept / "a" / run / "manifest.json").write_text("{}")
    options = ["--out", str(site), "--runs", str(kept)]
    assert CliRunner().invoke(app, ["runs", *options]).output.count("20260") == 2
    assert CliRunner().invoke(app, ["runs", "--out", str(site)]).output.count("20260") == 0
    pruned = CliRunner().invoke(app, ["prune", "--keep", "1", *options])
    assert pruned.output.strip() == f"1 run deleted from {kept}"
    inside = CliRunner().invoke(app, ["prune", "--keep", "1", "--out", str(tmp_path), "--runs", str(kept)])
    assert inside.exit_code == 3 and "name a folder outside it" in inside.output
