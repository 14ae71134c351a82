"""Make temporary folders named after their process, for sockets and fonts, and delete those of dead processes.

Knows the system's temporary folder and which processes live; nothing of what a folder holds.
"""

import os
import platform
import re
import shutil
import tempfile
import zlib
from pathlib import Path

ROOM = 52  # characters that a folder may have for the path of a socket in it, which systems limit to about 100
_HERE = f"{zlib.crc32(platform.node().encode()) & 0xFFFF:04x}"  # machines, or containers, may share a folder


def scratch_folder(within: Path | None = None) -> tempfile.TemporaryDirectory:
    """Return a new folder named after this machine and process, in the system's temporary one or `within` another."""
    return tempfile.TemporaryDirectory(prefix=_prefix(), dir=within or _place())


def make_scratch() -> str:
    """Make a scratch folder that stays until it is removed, or until a build clears up after its process is gone."""
    return tempfile.mkdtemp(prefix=_prefix(), dir=_place())


def _prefix() -> str:
    return f"credatlas-{_HERE}-{os.getpid()}-"


def _place() -> Path:
    """Return the system's temporary folder, or /tmp where that one's name leaves no room for a socket's path."""
    usual, short = tempfile.gettempdir(), "/tmp"
    return Path(short if len(usual) > ROOM and os.access(short, os.W_OK | os.X_OK) else usual)


def is_scratch(folder: Path) -> bool:
    """Say whether a folder is a scratch folder of this machine."""
    here = folder.resolve()
    return here.name.startswith(f"credatlas-{_HERE}-") and here.parent == _place().resolve()


def clear_orphans() -> None:
    """Remove the folders of processes of this machine that are gone, as after a kill."""
    for path in _place().glob(f"credatlas-{_HERE}-*"):
        owner = re.match(rf"credatlas-{_HERE}-(\d+)-", path.name)
        if owner and not _lives(int(owner[1])):
            shutil.rmtree(path, ignore_errors=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        pass  # it lives, and is somebody else's
    return True
