"""Rehearse a report in the process that workers and kernels are forked from: what is slow the first time is slow once.

Importing this module does it, since modules are all that a fork server loads. Tools are imported, fonts are found,
styles are read, the data lie ready and catalogues are compiled; nothing of it is part of a report, which has a process
of its own.
"""

import gc
from importlib import import_module

KERNEL = [
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.extensions.storemagic",
    "sqlite3",
    "tornado.platform.asyncio",
    "pandas",
    "matplotlib.figure",
    "seaborn",
    "credatlas.evidence.dataset",
    "credatlas.index.simulation.robustness",
    "credatlas.figures.charts",
    "credatlas.figures.words.tables",
    "credatlas.figures.words.statements",
    "credatlas.reports.run.params",
]
WORKER = [
    "papermill.execute",
    "credatlas.reports.run.execute",
    "credatlas.reports.render.html",
    "credatlas.reports.render.pdf",
]


def load_tools() -> None:
    """Import what a worker and its kernels use."""
    for name in [*KERNEL, *WORKER]:
        import_module(name)


def rehearse() -> None:
    """Draw and say what a report shows, and leave the data prepared."""
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
    tables.provisions(atlas, one).to_html()
    statements.state_limits(atlas)
    assert read_template("report.html.j2")


gc.disable()  # next to nothing of this is ever garbage, and to look for some takes as long as to draw
load_tools()
try:
    rehearse()
except Exception:  # data that nothing can be drawn of: the report itself will say so
    pass
finally:
    gc.freeze()  # what is there now stays shared by all that are forked
    gc.enable()
