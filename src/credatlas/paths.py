"""Find the folders of data and notebooks: in a study folder, inside an installed package, or in a checkout.

Knows the layouts and nothing of what the folders hold.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PACKAGE = Path(__file__).parent
CHECKOUT = PACKAGE.parents[1]
DEFAULT_OUT = Path("reports/site")  # where reports are published when no folder is named
MARKER = "credatlas.toml"  # its presence makes a folder a study folder


def shipped_folder(name: str) -> Path:
    """Return the folder `data` or `notebooks` that came with this installation.

    Raises
    ------
    FileNotFoundError
        when neither the package nor a checkout around it has the folder.
    """
    for folder in (PACKAGE / name, CHECKOUT / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"no folder {name!r} came with this installation of credatlas; install it again")


def study_folder() -> Path | None:
    """Return the study folder around the current folder, the nearest that holds credatlas.toml, or None.

    The search ends at the checkout of credatlas itself: what is run in there uses what is in there.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / MARKER).is_file():
            return folder
        if folder == CHECKOUT:
            return None
    return None


def find_data(asked: Path | str | None = None) -> Path:
    """Return the data folder: the one asked for, else that of CREDATLAS_DATA, of the study folder, or shipped."""
    return _find("data", asked or os.environ.get("CREDATLAS_DATA"))


def find_own_data(asked: Path | str | None = None) -> Path:
    """Return the data folder that may be written to: as `find_data`, but never one that an installation shares.

    Raises
    ------
    ValueError
        when nothing was asked for and the current folder is neither in a study folder nor in the checkout.
    """
    here, found = Path.cwd(), find_data(asked)
    if asked or os.environ.get("CREDATLAS_DATA") or study_folder() or CHECKOUT in (here, *here.parents):
        return found
    raise ValueError(
        "the data that came with credatlas are not changed from here; `credatlas new FOLDER` makes a folder of your "
        "own, and commands that are run in it use its data"
    )


def find_notebooks(asked: Path | str | None = None) -> Path:
    """Return the folder of notebooks: the one asked for, else that of the study folder, or shipped."""
    return _find("notebooks", asked)


def _find(name: str, asked: Path | str | None) -> Path:
    if asked:
        return Path(asked)
    own = study_folder()
    return own / name if own else shipped_folder(name)


@contextmanager
def in_environment(name: str, value: str) -> Iterator[None]:
    """Set a variable of the environment, which processes inherit, and put back what stood there."""
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(name)
        else:
            os.environ[name] = before
