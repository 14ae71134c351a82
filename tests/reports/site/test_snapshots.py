"""The data that reports were made from are kept once per state, and go with the last report made from them."""

import json
import shutil

from credatlas import load
from credatlas.files.hashes import hash_data
from credatlas.reports.site.snapshots import drop_data, keep_data, kept_data


def test_one_state_is_kept_once_and_reads_as_the_original(toy, tmp_path):
    kept = keep_data(toy, tmp_path)
    assert keep_data(toy, tmp_path) == kept == kept_data(hash_data(toy), tmp_path)
    assert load(kept).provisions.equals(load(toy).provisions)
    assert [path.name for path in kept.parent.iterdir()] == [kept.name]


def test_another_state_is_kept_beside_and_an_unknown_one_is_none(toy, tmp_path):
    data = shutil.copytree(toy, tmp_path / "data")
    first = keep_data(data, tmp_path)
    (data / "claims.csv").write_text((data / "claims.csv").read_text() + "\n")
    assert keep_data(data, tmp_path) != first and first.is_dir()
    assert kept_data({"claims.csv": "0"}, tmp_path) is None and kept_data({}, tmp_path) is None


def test_what_no_report_was_made_from_is_dropped(toy, tmp_path):
    kept = keep_data(toy, tmp_path)
    run = tmp_path / "a/1"
    run.mkdir(parents=True)
    (run / "manifest.json").write_text(json.dumps({"inputs": {"data": hash_data(toy)}}))
    drop_data(tmp_path, tmp_path)
    assert kept.is_dir()
    shutil.rmtree(run)
    drop_data(tmp_path, tmp_path)
    assert not kept.exists()
