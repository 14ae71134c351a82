"""The gallery: the headline figures as SVG with their CSV, and the findings as text, tracked in `reports/`.

Knows which figures stand in the gallery. It is written whole, from the data, and never edited.
"""

from collections.abc import Callable
from pathlib import Path

from credatlas.evidence.dataset import Dataset
from credatlas.figures import charts, statements
from credatlas.figures.export import to_csv
from credatlas.figures.figure import Figure
from credatlas.figures.sheet import standalone_svg
from credatlas.index.scoring import score
from credatlas.reports.params import validate

THEN = "2022-11-22"  # the day of the article that the project tests


def draw_gallery(dataset: Dataset) -> dict[str, Figure]:
    """Return the figures of the gallery by file name, as of the latest day, and `-2022` as of the day of the
    article.
    """
    figures: dict[str, Figure] = {}
    for day, suffix in (("latest", ""), (THEN, f"-{THEN[:4]}")):
        for name, draw in _charts(dataset, day).items():
            figures[name + suffix] = draw()
    return figures


def _charts(dataset: Dataset, day: str) -> dict[str, Callable[[], Figure]]:
    atlas = dataset.as_of(day)
    scores = score(atlas)
    params = validate("30-comparison", {"as_of": day}, dataset)
    shown = [*params.jurisdictions_or_core, *params.comparators_or_others]
    return {
        "dimension-profile": lambda: charts.dimension_profile(scores.dimensions, atlas, jurisdictions=shown),
        "frontier": lambda: charts.frontier(scores.dimensions, atlas, jurisdictions=shown),
        "score-matrix": lambda: charts.score_matrix(scores.indicators, atlas, jurisdictions=shown),
        "coverage": lambda: charts.coverage(atlas.provisions, atlas),
    }


def gallery_files(dataset: Dataset) -> dict[str, str]:
    """Return every file of the gallery as text by name; equal data give equal text."""
    figures = draw_gallery(dataset)
    files = {f"{name}.svg": standalone_svg(figure) for name, figure in figures.items()}
    files |= {f"{name}.csv": to_csv(figure) for name, figure in figures.items()}
    files["findings.md"] = _findings(dataset)
    files["README.md"] = _readme(dataset, figures)
    return files


def _findings(dataset: Dataset) -> str:
    parts = ["# Findings", f"Data version {dataset.version}. Written by `make gallery`; do not edit."]
    for day in ("latest", THEN):
        atlas = dataset.as_of(day)
        params = validate("30-comparison", {"as_of": day}, dataset)
        compared = statements.summarise_comparison(
            atlas, score(atlas).dimensions, params.jurisdictions_or_core, params.comparators_or_others
        )
        parts += [f"## As of {statements.date_words(atlas)}", statements.summarise_coverage(atlas).text, compared.text]
    return "\n\n".join(parts) + "\n"


def _readme(dataset: Dataset, figures: dict[str, Figure]) -> str:
    parts = [
        "# Gallery",
        f"Headline figures of data version {dataset.version}, with their data, and the [findings](findings.md) "
        "as text. Written by `make gallery` from the coded clauses; do not edit. Figures and data: CC BY 4.0.",
    ]
    for name, figure in figures.items():
        parts += [
            f"## {figure.title}",
            f"As of {figure.as_of}. {figure.subtitle}.",
            f"![{figure.alt}]({name}.svg)",
            f"{figure.caption} [Data]({name}.csv).",
        ]
    return "\n\n".join(parts) + "\n"


def write_gallery(out: Path, dataset: Dataset) -> list[Path]:
    """Write the gallery into a folder and return the paths written."""
    out.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in gallery_files(dataset).items():
        (out / name).write_text(text, encoding="utf-8")
        paths.append(out / name)
    return paths
