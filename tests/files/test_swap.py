"""A folder takes the place of another in one step; no reader finds half of either."""

import errno
import os
import shutil
import subprocess
import sys
import threading

import pytest

from credatlas.files import swap
from credatlas.files.swap import publish_copy, recover_all, replace_folder, say_aside, write_files, write_text


def folder(path, text):
    path.mkdir(parents=True)
    (path / "a").write_text(text)
    (path / "deep").mkdir()
    (path / "deep" / "b").write_text(text)
    return path


def test_a_new_folder_is_placed_and_the_source_stays(tmp_path):
    source = folder(tmp_path / "run", "new")
    publish_copy(source, tmp_path / "site" / "x" / "latest")
    assert (tmp_path / "site/x/latest/deep/b").read_text() == "new" and (source / "a").exists()


def test_an_old_folder_is_replaced_whole_and_nothing_is_left_beside(tmp_path):
    target = folder(tmp_path / "site" / "latest", "old")
    (target / "gone").write_text("old")
    publish_copy(folder(tmp_path / "run", "new"), target)
    assert (target / "a").read_text() == "new" and not (target / "gone").exists()
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["latest"]


@pytest.fixture(params=["in one step", "in two steps"])
def any_system(request, monkeypatch):
    """Linux, and a system on which two folders cannot be exchanged."""
    if request.param == "in two steps":
        monkeypatch.setattr(swap, "_exchange", lambda one, other: False)


def test_a_folder_takes_the_place_of_another_and_nothing_is_left(tmp_path, any_system):
    fresh, target = folder(tmp_path / "fresh", "new"), folder(tmp_path / "target", "old")
    replace_folder(fresh, target)
    assert (target / "deep/b").read_text() == "new" and [path.name for path in tmp_path.iterdir()] == ["target"]


def test_a_rename_that_is_refused_leaves_the_folder_that_stood_there(tmp_path, monkeypatch):
    target, rename = folder(tmp_path / "target", "old"), os.rename

    def refuse(old, new):
        if old.name == "fresh":
            raise PermissionError("refused")
        rename(old, new)

    monkeypatch.setattr(swap, "_exchange", lambda one, other: False)
    monkeypatch.setattr(os, "rename", refuse)
    with pytest.raises(PermissionError, match="refused"):
        replace_folder(folder(tmp_path / "fresh", "new"), target)
    assert (target / "a").read_text() == "old" and not (tmp_path / ".target.aside").exists()


@pytest.mark.parametrize("name", ["target", ".hidden", "a.aside"])
def test_a_folder_that_was_moved_aside_when_the_process_ended_is_put_back(tmp_path, name):
    folder(tmp_path / f".{name}.aside", "old")
    recover_all(tmp_path)
    assert (tmp_path / name / "deep/b").read_text() == "old" and [p.name for p in tmp_path.iterdir()] == [name]


def test_a_folder_that_was_moved_aside_goes_when_another_took_its_place(tmp_path):
    folder(tmp_path / ".target.aside", "old")
    folder(tmp_path / "target", "new")
    recover_all(tmp_path)
    assert (tmp_path / "target/a").read_text() == "new" and [p.name for p in tmp_path.iterdir()] == ["target"]


def test_a_reader_finds_a_whole_report_at_every_moment(tmp_path):
    target, runs = tmp_path / "site" / "latest", [folder(tmp_path / name, name) for name in ("red", "blue")]
    publish_copy(runs[0], target)
    seen, stop = [], threading.Event()

    def read():
        while not stop.is_set():
            seen.append((target / "a").read_text())

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(60):
        publish_copy(runs[turn % 2], target)
    stop.set()
    reader.join()
    assert seen and set(seen) <= {"red", "blue"}


def test_a_file_is_written_beside_and_renamed(tmp_path):
    write_text(tmp_path / "index.html", "é")
    assert (tmp_path / "index.html").read_text("utf-8") == "é" and len(list(tmp_path.iterdir())) == 1


def refuse(number):
    def call(*arguments, **options):
        raise OSError(number, os.strerror(number))

    return call


def test_a_file_system_that_knows_neither_modes_nor_links_nor_flushes_gets_the_folder_all_the_same(
    tmp_path, monkeypatch
):
    source, target = folder(tmp_path / "run", "new"), folder(tmp_path / "site" / "latest", "old")
    for name in ("chmod", "fchmod", "utime", "link", "fsync"):
        monkeypatch.setattr(os, name, refuse(errno.EPERM if name in ("chmod", "link") else errno.ENOTSUP))
    publish_copy(source, target)
    write_text(tmp_path / "site" / "index.html", "new")
    assert (target / "deep/b").read_text() == "new" == (tmp_path / "site/index.html").read_text()


def test_an_exchange_that_is_not_permitted_becomes_two_renames(tmp_path, monkeypatch):
    class System:
        renameat2 = staticmethod(lambda *arguments: -1)

    monkeypatch.setattr("ctypes.CDLL", lambda *arguments, **options: System)
    monkeypatch.setattr("ctypes.get_errno", lambda: errno.EPERM)
    fresh, target = folder(tmp_path / "fresh", "new"), folder(tmp_path / "target", "old")
    replace_folder(fresh, target)
    assert (target / "a").read_text() == "new" and [path.name for path in tmp_path.iterdir()] == ["target"]


def full(*arguments):
    raise OSError(errno.ENOSPC, "No space left on device")


def test_a_file_that_finds_no_room_leaves_the_one_that_stood_there_and_nothing_else(tmp_path, monkeypatch):
    write_text(tmp_path / "index.html", "old")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_text(tmp_path / "index.html", "new")
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("index.html", "old")]


def test_a_folder_that_finds_no_room_leaves_the_one_that_stood_there_and_nothing_else(tmp_path, monkeypatch):
    target = folder(tmp_path / "site" / "latest", "old")
    monkeypatch.setattr("credatlas.files.swap._link", full)
    with pytest.raises(OSError, match="No space left"):
        publish_copy(folder(tmp_path / "run", "new"), target)
    assert (target / "deep/b").read_text() == "old" and [path.name for path in target.parent.iterdir()] == ["latest"]


def test_files_are_written_together_or_not_at_all(tmp_path, monkeypatch):
    write_files(tmp_path, {"a.txt": b"1", "b.txt": b"1"})
    left = [1]

    def full(handle):
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_files(tmp_path, {"a.txt": b"2", "b.txt": b"2"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a.txt": b"1", "b.txt": b"1"}


KILLED = """
import os, sys
from pathlib import Path
from credatlas.files import swap
source, target, moment = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
swap._exchange = lambda one, other: False
done = []
def end(event, arguments):
    if event in ("os.rename", "os.link", "os.mkdir", "os.remove", "os.rmdir", "shutil.rmtree", "open"):
        done.append(event)
        if len(done) == moment:
            os._exit(9)
sys.addaudithook(end)
swap.publish_copy(source, target)
"""


def test_a_process_that_is_killed_at_any_point_between_two_steps_loses_no_copy(tmp_path):
    new, target, ends = folder(tmp_path / "run", "new"), tmp_path / "site" / "latest", []
    for moment in range(1, 100):
        shutil.rmtree(tmp_path / "site", ignore_errors=True)
        folder(target, "old")
        words = [sys.executable, "-c", KILLED, str(new), str(target), str(moment)]
        ends.append(subprocess.run(words, check=False).returncode)
        recover_all(tmp_path / "site")
        assert (target / "a").read_text() == (target / "deep/b").read_text() in ("old", "new")
        assert (new / "deep/b").read_text() == "new"
        if ends[-1] == 0:
            break
    assert ends[-1] == 0 and set(ends[:-1]) == {9} and len(ends) > 15
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["latest"]


def test_where_a_folder_was_left_is_said_until_it_is_back(tmp_path):
    assert say_aside(tmp_path / "data") == ""
    folder(tmp_path / ".data.aside", "old")
    assert say_aside(tmp_path / "data").endswith(f" left it as {tmp_path / '.data.aside'}: rename that")
