"""Say where data and notebooks lie: inside an installed package, or at the top of a checkout.

Knows the two layouts and nothing of what the folders hold.
"""

from pathlib import Path

PACKAGE = Path(__file__).parent


def shipped_folder(name: str) -> Path:
    """Return the folder `data` or `notebooks` that came with this installation.

    Raises
    ------
    FileNotFoundError
        when neither the package nor a checkout around it has the folder.
    """
    places = [PACKAGE / name, PACKAGE.parents[1] / name]
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"no folder {name!r} came with this installation of credatlas; install it again")
