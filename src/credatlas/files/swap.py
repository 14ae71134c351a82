"""Replace a folder atomically: put a finished one in its place in one step, so that no reader finds half of either.

Knows the file system. Files in the site are the run's own files, linked and not copied where that can be done. Why
folders are exchanged one by one is said in docs/decisions.md.
"""

import ctypes
import errno
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

_HERE, _EXCHANGE = -100, 2  # AT_FDCWD, RENAME_EXCHANGE of Linux


def publish_copy(source: Path, target: Path) -> None:
    """Publish a copy of `source` at `target`: built beside it, written to disk, then moved to its place."""
    beside = target.with_name(f".{target.name}.next")
    shutil.rmtree(beside, ignore_errors=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        for folder, _, files in os.walk(source):
            copied = beside / os.path.relpath(folder, source)
            copied.mkdir()
            for name in files:
                _link(os.path.join(folder, name), copied / name)
            _write_through(copied)
        replace_folder(beside, target)
    finally:  # what a full disk cut short
        shutil.rmtree(beside, ignore_errors=True)
    _write_through(target.parent)


def replace_folder(fresh: Path, target: Path) -> None:
    """Move a finished folder to `target`, and remove what stood there.

    Linux exchanges the two in one step. Elsewhere `target` is missing between two renames; a process that ends just
    then leaves the old folder beside, where `recover` finds it.
    """
    recover(target)
    if not target.exists():
        os.rename(fresh, target)
    elif _exchange(fresh, target):
        shutil.rmtree(fresh, ignore_errors=True)
    else:
        os.rename(target, _aside(target))
        try:
            os.rename(fresh, target)
        finally:
            recover(target)


def recover(target: Path) -> None:
    """Put back the folder that `replace_folder` had moved aside when its process ended between two renames."""
    aside = _aside(target)
    if aside.exists() and not target.exists():
        os.rename(aside, target)
    shutil.rmtree(aside, ignore_errors=True)


def say_aside(target: Path) -> str:
    """Say where a folder that is not at its place was left when a process ended between two renames; "" elsewhere."""
    aside = _aside(target)
    return f"; a command that was ended half way left it as {aside}: rename that" if aside.is_dir() else ""


def recover_all(parent: Path) -> None:
    """Put back every folder in `parent` that was moved aside."""
    for aside in parent.glob(".*.aside"):
        recover(aside.with_name(aside.name.removeprefix(".").removesuffix(".aside")))


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}.aside")


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; return False where the system cannot."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    if rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP, errno.EPERM, errno.EACCES):
        return False  # where renaming is not allowed either, that says so
    raise OSError(number, os.strerror(number), str(other))


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
                _write_to_disk(file.fileno())
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


def _link(source: str, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _write_through(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        _write_to_disk(handle)
    finally:
        os.close(handle)


def _write_to_disk(handle: int) -> None:
    """Wait until a file or folder is on the disk, where the file system can say so; a rename is atomic without."""
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno in (errno.EIO, errno.ENOSPC, errno.EDQUOT):
            raise
