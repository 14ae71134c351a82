"""Let one process at a time write to a folder."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, SoftFileLock

WITHOUT_LOCKS = (errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK)  # what flock answers where a file system has none


@contextmanager
def hold_lock(path: Path, timeout: float = -1) -> Iterator[None]:
    """Hold the lock of this path, once it is free; where the file system has no locks, by a file beside it.

    timeout: seconds to wait, -1 for as long as it takes. Raises filelock.Timeout where somebody else holds it then.
    """
    try:
        lock = FileLock(path).acquire(timeout=timeout)
    except OSError as error:
        if error.errno not in WITHOUT_LOCKS:
            raise
        lock = SoftFileLock(path.with_name(f"{path.name}.held")).acquire(timeout=timeout)
    with lock:
        yield
