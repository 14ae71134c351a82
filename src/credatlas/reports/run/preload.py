"""Warm up the fork server: import what reports need and draw one, so that its workers need not.

Importing this module does it, since modules are all that a fork server loads. Nothing of it is part of a report, which
has processes of its own. No page is rendered and no PDF: their libraries would start threads, which a fork loses.
"""

import gc
import os
from importlib import import_module

from credatlas.reports.run.pool import ending_when

TOOLS = [
    "IPython.core.completer",
    "IPython.core.interactiveshell",
    "seaborn",
    "credatlas.index.simulation.robustness",
    "credatlas.reports.run.params",
    "credatlas.reports.run.cells",
    "credatlas.reports.run.engine",
    "papermill.execute",
    "credatlas.reports.run.execute",
    "credatlas.reports.render.html",
    "credatlas.reports.render.pdf",
]


def load_tools() -> None:
    """Import what workers and cells use."""
    for name in TOOLS:
        import_module(name)


def rehearse() -> None:
    """Draw figures and write sentences as a report does, and leave the data prepared."""
    from credatlas.evidence import prepare
    from credatlas.figures import charts, to_csv
    from credatlas.figures.drawing import standalone_svg
    from credatlas.figures.language import translator
    from credatlas.figures.words import statements, tables
    from credatlas.index.scores import score
    from credatlas.reports.render import read_template
    from credatlas.settings import LANGUAGES

    for lang in LANGUAGES:
        translator(lang)
    dataset = prepare()
    atlas = dataset.as_of("latest")
    scores, one = score(atlas), dataset.jurisdictions["jurisdiction_id"].iloc[0]
    figures = [
        charts.indicator_profile(scores.indicators, atlas, jurisdiction=one),
        charts.timeline(dataset.frameworks, atlas, jurisdictions=[one]),
    ]
    for figure in figures:
        figure.to_html()
        standalone_svg(figure)
        to_csv(figure)
    tables.provisions(atlas, one)
    tables.questions(atlas).to_html()
    statements.state_limits(atlas)
    read_template("report.html.j2")


def preload() -> None:
    """Load the tools, rehearse, and let those that are forked share what is there then."""
    build = os.getppid()
    gc.disable()  # next to nothing of this is ever garbage, and to look for some takes as long as to draw
    try:
        with ending_when(lambda: os.getppid() != build):  # a fork server itself looks only when all is loaded
            load_tools()
            rehearse()
    except Exception:  # noqa: BLE001  data that nothing can be drawn of: the report itself will say so
        pass
    finally:
        gc.freeze()
        gc.enable()


preload()
