"""Write the reference from the docstrings: `make docs`.

Knows which part of the library is for researchers, and pdoc. The pages ask nothing of any other address.
"""

import sys
from importlib import import_module
from pathlib import Path

import pdoc

SITE = Path(__file__).parents[1] / "reports/site"
PUBLIC = [  # the front doors that a researcher needs
    "credatlas",
    "credatlas.figures.charts",
    "credatlas.index.scores",
    "credatlas.index.simulation",
    "credatlas.index.ranking",
    "credatlas.index.agreement",
    "credatlas.index.changes",
    "credatlas.index.reforms",
    "credatlas.index.claims",
]


def write_reference(folder: Path) -> None:
    """Write a page per front door, an index and a search into the folder."""
    for name in PUBLIC:
        module = import_module(name)
        vars(module).update({public: getattr(module, public) for public in module.__all__})  # they load when asked for
    pdoc.render.configure(docformat="numpy", show_source=False, footer_text=f"credatlas {module_version()}")
    folder.mkdir(parents=True, exist_ok=True)
    pdoc.pdoc(*PUBLIC, output_directory=folder)


def module_version() -> str:
    import credatlas

    return credatlas.__version__


if __name__ == "__main__":
    write_reference(Path(sys.argv[1]) if sys.argv[1:] else SITE / "reference")
