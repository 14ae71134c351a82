"""Folders for what lasts as long as a process: sockets of kernels, fonts. Knows whose they are, and clears the orphans.

Knows the system's temporary folder and which processes live; nothing of what a folder holds.
"""

import os
import platform
import re
import shutil
import tempfile
import zlib
from pathlib import Path

_HERE = f"{zlib.crc32(platform.node().encode()) & 0xFFFF:04x}"  # machines, or containers, may share a folder


def scratch_folder(within: Path | None = None) -> tempfile.TemporaryDirectory:
    """Return a new folder named after this machine and process, in the system's temporary one or `within` another.

    The name is short, since a socket's path has 100 characters.
    """
    return tempfile.TemporaryDirectory(prefix=f"credatlas-{_HERE}-{os.getpid()}-", dir=within)


def is_scratch(folder: Path) -> bool:
    """Say whether a folder is such a one, in the system's temporary folder."""
    here = folder.resolve()
    return here.name.startswith(f"credatlas-{_HERE}-") and here.parent == Path(tempfile.gettempdir()).resolve()


def clear_orphans() -> list[Path]:
    """Remove the folders of processes of this machine that are gone, as after a kill, and return them."""
    orphans = []
    for path in Path(tempfile.gettempdir()).glob(f"credatlas-{_HERE}-*"):
        owner = re.match(rf"credatlas-{_HERE}-(\d+)-", path.name)
        if owner and not _lives(int(owner[1])):
            shutil.rmtree(path, ignore_errors=True)
            orphans.append(path)
    return orphans


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # somebody else's
        return True
    return True
