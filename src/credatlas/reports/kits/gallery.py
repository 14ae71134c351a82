"""Write the gallery: the headline figures as SVG with their CSV, and the findings as text, tracked in `reports/`.

Which figures stand there, the charts say. It is written whole, in English, from the data, and never edited.
"""

from pathlib import Path

from credatlas.evidence import Dataset
from credatlas.figures import Figure, View, to_csv
from credatlas.figures.charts import CHARTS
from credatlas.figures.drawing import standalone_svg
from credatlas.figures.words import comparison_words, statements
from credatlas.files import write_files
from credatlas.reports.kits.repertoire import draw_in
from credatlas.settings import ARTICLE_DAY

DIGITS = 12  # significant ones, on which every processor agrees


def gallery_files(dataset: Dataset) -> dict[str, str]:
    """Return every file of the gallery as text by its name; equal data give equal text."""
    views = {day: View(dataset.as_of(day)) for day in ("latest", ARTICLE_DAY)}
    shown = [chart for chart in CHARTS.values() if chart.gallery]
    figures = {chart.headline: draw_in(views["latest"], chart.headline)("article") for chart in shown}
    for name in (chart.headline for chart in shown if chart.article_day):
        figures[f"{name}-{ARTICLE_DAY[:4]}"] = draw_in(views[ARTICLE_DAY], name)("article")
    files = {f"{name}.svg": standalone_svg(figure) for name, figure in figures.items()}
    files |= {f"{name}.csv": to_csv(figure, DIGITS) for name, figure in figures.items()}
    return files | {"findings.md": _findings(views), "README.md": _readme(dataset.version, figures)}


def _findings(views: dict[str, View]) -> str:
    version = views[ARTICLE_DAY].atlas.version
    parts = ["# Findings", f"Data version {version}. Written by `make gallery`; do not edit."]
    for view in views.values():
        compared = comparison_words.compare(view.atlas, view.scores, view.compared)
        heading = f"## As of {statements.date_words(view.atlas)}"
        parts += [heading, statements.state_coverage(view.atlas), statements.bullets(compared, "en").text]
    return "\n\n".join(parts) + "\n"


def _readme(version: str, figures: dict[str, Figure]) -> str:
    parts = [
        "# Gallery",
        f"Headline figures of data version {version}, with their data, and the [findings](findings.md) as text. "
        "Written by `make gallery` from the coded clauses; do not edit. Figures and data: CC BY 4.0.",
    ]
    for name, figure in figures.items():
        parts += [
            f"## {figure.title}",
            f"As of {figure.as_of}. {figure.subtitle}.",
            f"![{figure.alt}]({name}.svg)",
            f"{figure.caption_html} [Data]({name}.csv).",
        ]
    return "\n\n".join(parts) + "\n"


def write_gallery(out: Path, dataset: Dataset) -> list[Path]:
    """Write the gallery into a folder and return the paths written."""
    out.mkdir(parents=True, exist_ok=True)
    return write_files(out, {name: text.encode() for name, text in gallery_files(dataset).items()})
