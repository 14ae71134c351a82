"""`credatlas build` says what it made and where, or in one line why it could not."""

import json
import re
from contextlib import nullcontext
from pathlib import Path

import jsonschema
import pytest

from credatlas.files import hold_lock, lock_of
from tests.reports.small_studies import TOY, write_study_folder

SCHEMA = Path(__file__).parents[2] / "docs/build-summary.schema.json"
DAMAGED = {"one": "{", "two": "[]", "three": "null", "four": "{}", "five": '{"inputs": null}'}


@pytest.mark.slow
def test_a_build_prints_a_table_of_reports_and_where_to_open_them(start, run, tmp_path):
    out = tmp_path / "a-path-that-is-longer-than-eighty-columns-of-a-terminal-together-with-the-rest-of-it" / "site"
    asked = ["profile", "--jurisdiction", "AA", "--data", TOY, "--formats", "html", "--out", out, "--json"]
    result = start("build", *asked, umask=0o077)
    assert result.returncode == 0, result.stderr
    assert re.search(
        rf"^profile-aa +latest +done +[0-9.]+ s +{re.escape(str(out))}/profile-aa/latest$", result.stdout, re.M
    )
    told, summary = result.stdout.splitlines()[-2:]
    assert told == f"1 of 1 published; open {out / 'index.html'}"
    jsonschema.validate(json.loads(summary), json.loads(SCHEMA.read_text()))
    line, warning = result.stderr.splitlines()
    assert re.fullmatch(r"[-0-9]+T[:0-9]+Z info profile-aa/latest done [0-9.]+ s \S+/profile-aa/latest", line)
    assert warning.startswith(f"only you can read {out}; for a web server of another user: umask 022")
    quiet = run("build", *asked[:-1], "--log-level", "warning")
    assert quiet.returncode == 0 and " info " not in quiet.stderr


def test_an_output_folder_that_cannot_be_written_is_told_in_one_line(run, tmp_path):
    (tmp_path / "file").write_text("in the way")
    result = run("build", "profile", "--jurisdiction", "SG", "--out", tmp_path / "file")
    assert result.returncode == 3 and result.stderr.strip() == f"cannot write to {tmp_path / 'file'}: File exists"


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["--on-success", "echo 'open"], 2, 'the command "echo \'open" cannot be read: No closing quotation'),
        (["--on-failure", ""], 2, "the command to run after the build is empty"),
        (["--base", "javascript:alert(1)"], 3, "base 'javascript:alert(1)' is not an address such as"),
        (["--base", "https://example.org/a' x="], 3, "is not an address such as"),
        (["--base", "https://me:secret@example.org/a"], 3, "is not an address such as"),
        (["--base", "https://example.org/a?b#c"], 3, "is not an address such as"),
        (["--explain", "--formats", "HTML"], 3, "format 'HTML' is not one of html, pdf"),
        (["--log-level", "loud"], 2, "--log-level 'loud' is not one of info, warning, error"),
        (["--explain", "--json"], 3, "--json tells of a build, and --explain builds nothing: leave one out"),
        (["--explain", "--if-locked", "x"], 3, "if_locked 'x' is not one of wait, skip, fail"),
    ],
)
def test_a_wrong_option_is_refused_before_anything_is_built(run, tmp_path, options, code, told):
    result = run("build", "evidence", "--out", tmp_path / "site", *options)
    assert result.returncode == code and told in result.stderr and "Traceback" not in result.stderr
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("asked", "code", "told"),
    [
        (["evidnce"], 2, "no study is called 'evidnce'; did you mean 'evidence'?"),
        (["evidence", "--as-of", "2022"], 3, "2022"),
        (["evidence", "--data", "gone"], 4, "gone: is not a folder"),
        (["evidence", "--if-locked", "fail"], 9, "another build"),
    ],
)
def test_what_keeps_a_build_from_starting_is_handed_on_as_json(run, tmp_path, asked, code, told):
    site, handed = tmp_path / "site", tmp_path / "handed.json"
    with hold_lock(lock_of(site / "runs")) if code == 9 else nullcontext():
        result = run("build", *asked, "--out", site, "--json", "--on-failure", f"tee {handed}")
    summary = json.loads(result.stdout.splitlines()[-1])
    assert summary == json.loads(handed.read_text())
    assert (result.returncode, summary["exit"], summary["reports"]) == (code, code, [])
    assert told in summary["problem"] and summary["problem"] in result.stderr
    jsonschema.validate(summary, json.loads(SCHEMA.read_text()))


@pytest.mark.slow
def test_a_damaged_manifest_stops_no_build_and_its_report_is_made_anew(run, tmp_path, monkeypatch):
    study = write_study_folder(tmp_path, **dict.fromkeys(DAMAGED, "1 + 1"))
    monkeypatch.chdir(study)
    build = ("build", "--formats", "html")
    assert run(*build).returncode == 0
    for name, text in DAMAGED.items():
        (study / f"reports/site/{name}/latest/manifest.json").write_text(text)
    assert run("verify").stderr.count("/latest/manifest.json is damaged") == len(DAMAGED)
    again = run(*build)
    assert again.returncode == 0 and "5 of 5 published" in again.stdout, again.stderr
    assert run("verify").returncode == 0
