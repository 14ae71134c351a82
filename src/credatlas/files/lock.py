"""Let one process at a time write to a folder."""

import errno
from pathlib import Path

from filelock import AcquireReturnProxy, FileLock, SoftFileLock

WITHOUT_LOCKS = (errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOLCK)  # what flock answers where a file system has none


def hold_lock(path: Path, timeout: float = -1) -> AcquireReturnProxy:
    """Take the lock of this path, once it is free, until the end of a `with`.

    Where the file system has no locks, a file beside it is one.

    timeout: seconds to wait, -1 for as long as it takes. Raises filelock.Timeout where somebody else holds it then.
    """
    try:
        return FileLock(path).acquire(timeout=timeout)
    except OSError as error:
        if error.errno not in WITHOUT_LOCKS:
            raise
        return SoftFileLock(path.with_name(f"{path.name}.held")).acquire(timeout=timeout)
