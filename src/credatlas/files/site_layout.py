"""Name the folders and files of a site, and of the runs kept beside it. Looks at none of them."""

from collections.abc import Mapping
from pathlib import Path

from credatlas.files.hashes import key_of

CARD = "card.png"  # the picture that a shared link to a report shows, beside it
CHART = "chart.html"  # the page of a kit that a frame shows
DOWNLOADS = "data"  # the folder of tables to download
KITS = "figures"  # the folder of kits
RUNS = "runs"  # the folder of past runs where none is named; no study is called so
SNAPSHOTS = "_data"
FAILED = ".failed"  # ends the name of a run that failed


def index_name(lang: str) -> str:
    """Return the name of the front page in a language."""
    return f"{in_language('index', lang)}.html"


def in_language(name: str, lang: str) -> str:
    """Return the name of a folder of the site in a language: `profile-fr` is France in English, `profile.fr` French."""
    return name if lang == "en" else f"{name}.{lang}"


def runs_folder(out: Path, runs: Path | str | None = None) -> Path:
    """Return where runs, copies of the data and the lock of a site are kept: the folder named, else one in the site.

    Raises ValueError for another folder in the site, which a web server would show.
    """
    kept = Path(runs) if runs else out / RUNS
    if kept != out / RUNS and kept.resolve().is_relative_to(out.resolve()):
        raise ValueError(f"runs {kept} lies in the site {out}; name a folder outside it")
    return kept


def lock_of(runs: Path) -> Path:
    """Return the file that whoever writes to the site of these runs holds."""
    return runs / ".lock"


def snapshot_folder(hashes: Mapping[str, str], runs: Path) -> Path:
    """Return where the copy of one state of the data lies, once it is made; `hashes`: of its tables."""
    return runs / SNAPSHOTS / key_of(hashes)[:16]
