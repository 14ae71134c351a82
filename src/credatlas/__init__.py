"""credatlas: an atlas of micro-credential policy frameworks.

    from credatlas import load, score
    atlas = load().as_of("2022-11-22")
    score(atlas).dimensions

Importing this package loads nothing heavy; each name below is fetched when first used.
"""

from importlib import import_module

__version__ = "0.1.0"

_HOMES = {
    "load": "credatlas.evidence.dataset",
    "Dataset": "credatlas.evidence.dataset",
    "DataError": "credatlas.errors",
    "Method": "credatlas.index.scores.method",
    "score": "credatlas.index.scores.scoring",
    "charts": "credatlas.figures.charts",
    "build": "credatlas.reports.publish",
}
__all__ = sorted(_HOMES)


def __getattr__(name: str):
    if name not in _HOMES:
        raise AttributeError(f"module 'credatlas' has no attribute {name!r}; it has {', '.join(__all__)}")
    home = import_module(_HOMES[name])
    return home if _HOMES[name].rpartition(".")[2] == name else getattr(home, name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
