"""`credatlas sources check` asks only when it is told to, and says what it found."""

import shutil

from credatlas.coding import source_watch


def test_dead_addresses_are_told_with_what_stands_on_them(run, toy, tmp_path, monkeypatch):
    def visit(source_id, url, moment, last, timeout):
        answer = source_watch.Answer.DEAD if source_id == "aa-gov-text" else source_watch.Answer.SAME
        why = "HTTP 404" if answer == source_watch.Answer.DEAD else ""
        return source_watch.Visit(source_id, url, moment.isoformat(), answer, why)

    monkeypatch.setattr(source_watch, "visit_address", visit)
    folder = shutil.copytree(toy, tmp_path / "data")
    told = run("sources", "check", "--data", folder, "--out", tmp_path / "visits.csv", "--pause", "0")
    assert told.returncode == 0
    first, standing, last = told.stdout.splitlines()
    assert first == "aa-gov-text dead: HTTP 404" and "provisions stand on it: aa-gov-2020 ST1" in standing
    count = len((tmp_path / "visits.csv").read_text().splitlines()) - 1
    assert last == f"{count - 1} of {count} sources as they were; visits are in {tmp_path / 'visits.csv'}"
