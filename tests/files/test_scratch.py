"""A scratch folder says whose it is, goes with its process, and is cleared when that was killed."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from credatlas.files.scratch import clear_orphans, is_scratch, scratch_folder

HOLD = (
    "from credatlas.files.scratch import scratch_folder; held = scratch_folder(); print(held.name, flush=True); input()"
)


pytestmark = pytest.mark.usefixtures("temporary")


def test_a_folder_goes_when_it_is_left(temporary):
    with scratch_folder() as name:
        assert os.path.isdir(name) and str(os.getpid()) in name
    assert not list(temporary.iterdir())


def test_only_a_folder_of_this_kind_is_one(temporary):
    with scratch_folder() as name:
        assert is_scratch(Path(name))
        (Path(name) / "within").mkdir()
        assert not is_scratch(Path(name) / "within")
    (temporary / "notebooks").mkdir()
    assert not is_scratch(temporary / "notebooks") and not is_scratch(temporary)


def test_what_a_killed_process_left_is_cleared_and_what_a_living_one_holds_is_not(temporary):
    holders = [
        subprocess.Popen([sys.executable, "-c", HOLD], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    killed, living = (holder.stdout.readline().strip() for holder in holders)
    holders[0].send_signal(signal.SIGKILL)
    holders[0].wait()
    (temporary / "credatlas-other").mkdir()
    clear_orphans()
    assert not os.path.exists(killed) and os.path.isdir(living) and (temporary / "credatlas-other").is_dir()
    holders[1].communicate("\n")


@pytest.mark.skipif(not os.access("/tmp", os.W_OK), reason="there is no /tmp to write to")
def test_a_folder_with_no_room_for_a_sockets_path_is_passed_over(temporary, monkeypatch):
    long = temporary / ("x" * 70)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))
    with scratch_folder() as name, socket.socket(socket.AF_UNIX) as listener:
        assert is_scratch(Path(name)) and Path(name).parent == Path("/tmp")
        listener.bind(f"{name}/listener-12345678")
