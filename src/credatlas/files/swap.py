"""Put a finished folder in the place of another in one step, so that no reader ever finds half of either.

Knows the file system. Files in the site are the run's own files, linked and not copied where that can be done.
"""

import ctypes
import errno
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD, RENAME_EXCHANGE of Linux


def place(source: Path, target: Path) -> None:
    """Publish a copy of `source` at `target`: built beside it, written to disk, then exchanged with what stands
    there.
    """
    beside = target.with_name(f".{target.name}.next")
    shutil.rmtree(beside, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        shutil.copytree(source, beside, copy_function=_link)
        for folder in (beside, *(path for path in beside.rglob("*") if path.is_dir())):
            _write_through(folder)
        if target.exists():
            exchange(beside, target)
        else:
            os.rename(beside, target)
    finally:  # what stood there before, or what a full disk cut short
        shutil.rmtree(beside, ignore_errors=True)
    _write_through(target.parent)


def exchange(one: Path, other: Path) -> None:
    """Exchange two folders in one step; where the system cannot, in two renames with a moment between."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return _exchange_in_steps(one, other)
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return None
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        return _exchange_in_steps(one, other)
    raise OSError(number, os.strerror(number), str(other))


def _exchange_in_steps(one: Path, other: Path) -> None:
    aside = other.with_name(f".{other.name}.aside")
    os.rename(other, aside)
    os.rename(one, other)
    os.rename(aside, one)


def write_text(path: Path, text: str) -> None:
    """Write a file beside and rename it into place; where it cannot be written, what stood there stays alone."""
    write_files(path.parent, {path.name: text.encode()})


def write_files(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Write files beside and rename them into place once all are written; return their paths.

    Where one cannot be written, what stood there stays, all of it. Other files of the folder are left alone.
    """
    beside = {name: folder / f".{name}.next" for name in files}
    try:
        for name, content in files.items():
            with beside[name].open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
        for name, path in beside.items():
            os.replace(path, folder / name)
    finally:
        for path in beside.values():
            path.unlink(missing_ok=True)
    return [folder / name for name in files]


def fill_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files, by their paths, into a folder that nobody reads yet."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _write_through(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError:
        pass  # some file systems cannot; the rename is still atomic
    finally:
        os.close(handle)
