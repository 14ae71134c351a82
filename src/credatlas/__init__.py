"""credatlas: an atlas of micro-credential policy frameworks.

    from credatlas import load, score
    atlas = load().as_of("2022-11-22")
    score(atlas).dimensions

Importing this package loads nothing heavy; each name of `__init__.pyi` is imported when first used.
"""

import lazy_loader

__version__ = "0.1.0"

_import, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)


def __getattr__(name: str) -> object:
    if name in __all__:
        return _import(name)
    from credatlas.errors import did_you_mean

    raise AttributeError(f"module 'credatlas' has no attribute {name!r}{did_you_mean(name, __all__)}")
