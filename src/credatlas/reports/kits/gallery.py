"""The gallery: the headline figures as SVG with their CSV, and the findings as text, tracked in `reports/`.

Knows which figures stand in the gallery. It is written whole, in every language, from the data, and never edited.
"""

from pathlib import Path

from credatlas.evidence import Dataset
from credatlas.figures import Figure, to_csv
from credatlas.figures.drawing import standalone_svg
from credatlas.figures.language import translator
from credatlas.figures.words import statements
from credatlas.index.scores import score
from credatlas.reports.kits.repertoire import GALLERY, View, draw_in
from credatlas.reports.run import validate
from credatlas.settings import ARTICLE_DAY, LANGUAGES

DIGITS = 12  # significant ones, on which every processor agrees
TWICE = ("dimension-profile", "frontier", "score-matrix", "coverage")  # also as of the day of the article


def gallery_files(dataset: Dataset) -> dict[str, str]:
    """Return every file of the gallery as text by its path, English at the top and each other language in a folder of
    its own; equal data give equal text.
    """
    views = {day: View(dataset, dataset.as_of(day)) for day in ("latest", ARTICLE_DAY)}
    return {
        (name if lang == "en" else f"{lang}/{name}"): text
        for lang in LANGUAGES
        for name, text in _files_in(lang, views).items()
    }


def _files_in(lang: str, views: dict[str, View]) -> dict[str, str]:
    figures = {name: draw_in(views["latest"], name, lang)("article") for name in GALLERY}
    figures |= {f"{name}-{ARTICLE_DAY[:4]}": draw_in(views[ARTICLE_DAY], name, lang)("article") for name in TWICE}
    files = {f"{name}.svg": standalone_svg(figure) for name, figure in figures.items()}
    files |= {f"{name}.csv": to_csv(figure, DIGITS) for name, figure in figures.items()}
    return files | {"findings.md": _findings(views, lang), "README.md": _readme(views["latest"], figures, lang)}


def _findings(views: dict[str, View], lang: str) -> str:
    t = translator(lang)
    written = t(
        "Data version {version}. Written by `make gallery`; do not edit.", version=views[ARTICLE_DAY].whole.version
    )
    title = t("Findings")
    parts = [f"# {title}", written]
    for view in views.values():
        params = validate("30-comparison", {"as_of": view.atlas.date}, view.whole)
        compared = statements.summarise_comparison(
            view.atlas,
            score(view.atlas).dimensions,
            params.jurisdictions_or_core,
            params.comparators_or_others,
            lang=lang,
        )
        heading = t("As of {date}", date=statements.date_words(view.atlas, lang))
        parts += [f"## {heading}", statements.summarise_coverage(view.atlas, lang=lang).text, compared.text]
    return "\n\n".join(parts) + "\n"


def _readme(view: View, figures: dict[str, Figure], lang: str) -> str:
    t = translator(lang)
    title, data = t("Gallery"), t("Data")
    parts = [
        f"# {title}",
        t(
            "Headline figures of data version {version}, with their data, and the [findings](findings.md) as text. "
            "Written by `make gallery` from the coded clauses; do not edit. Figures and data: CC BY 4.0.",
            version=view.whole.version,
        ),
        " · ".join(_links(lang)),
    ]
    for name, figure in figures.items():
        parts += [
            f"## {figure.title}",
            t("As of {date}", date=figure.as_of) + f". {figure.subtitle}.",
            f"![{figure.alt}]({name}.svg)",
            f"{figure.caption_html} [{data}]({name}.csv).",
        ]
    return "\n\n".join(parts) + "\n"


def _links(lang: str) -> list[str]:
    """Return links to the gallery in the other languages, each named in its own."""
    up = "" if lang == "en" else "../"
    folders = {other: up + ("" if other == "en" else f"{other}/") for other in LANGUAGES}
    return [f"[{LANGUAGES[other]}]({folders[other]}README.md)" for other in LANGUAGES if other != lang]


def write_gallery(out: Path, dataset: Dataset) -> list[Path]:
    """Write the gallery into a folder and return the paths written."""
    paths = []
    for name, text in gallery_files(dataset).items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths
