"""Name the folders and files of a site, and of the runs kept beside it. Looks at none of them."""

from collections.abc import Mapping
from pathlib import Path

from credatlas.files.hashes import key_of

CARD = "card.png"  # the picture that a shared link to a report shows, beside it
DOWNLOADS = "data"  # the folder of tables to download
KITS = "figures"  # the folder of kits
RUNS = "runs"  # the folder of past runs; no study is called so
SNAPSHOTS = Path(RUNS, "_data")
FAILED = ".failed"  # ends the name of a run that failed


def index_name(lang: str) -> str:
    """Return the name of the front page in a language."""
    return "index.html" if lang == "en" else f"index.{lang}.html"


def in_language(name: str, lang: str) -> str:
    """Return the name of a folder of the site in a language: `profile-fr` is France in English, `profile.fr` French."""
    return name if lang == "en" else f"{name}.{lang}"


def snapshot_folder(hashes: Mapping[str, str], out: Path) -> Path:
    """Return where in `out` the copy of one state of the data lies, once it is made; `hashes`: of its tables."""
    return out / SNAPSHOTS / key_of(hashes)[:16]
