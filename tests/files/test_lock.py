"""One process at a time, also where a file system has no locks."""

import errno
import fcntl
import os

import pytest
from filelock import Timeout

from credatlas.files.lock import hold_lock


@pytest.mark.parametrize("number", [None, errno.ENOTSUP, errno.ENOLCK])
def test_a_lock_is_held_by_one_and_free_afterwards(tmp_path, monkeypatch, number):
    def refuse(*arguments):
        raise OSError(number, os.strerror(number))

    if number:
        monkeypatch.setattr(fcntl, "flock", refuse)
    for _ in range(2):
        with hold_lock(tmp_path / ".lock"), pytest.raises(Timeout), hold_lock(tmp_path / ".lock", 0):
            pass
