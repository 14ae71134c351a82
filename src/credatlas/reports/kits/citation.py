"""Cite a figure or a table: as a sentence, as BibTeX and as CSL-JSON; and name the licence it comes under.

Knows what a citation of ours names: the finding, the atlas, the version of its data, the day looked at, an address.
"""

import re

from credatlas.figures import Figure, Table
from credatlas.figures.language import clean, translator

AUTHOR = "The credatlas contributors"
ATLAS = "credatlas: an atlas of micro-credential policy frameworks"
LICENCES = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
_TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"} | {
    mark: f"\\{mark}" for mark in "{}%&$#_"
}


def licence_of(figure: Figure | Table) -> tuple[str, str]:
    """Return name and address of the licence named in the figure's source line; an unknown one has the address ""."""
    name = figure.source.rpartition("; ")[2] if "; " in figure.source else ""
    return name, LICENCES.get(name, "")


def work_of(figure: Figure | Table) -> str:
    """Return what a figure is part of: the atlas, or data of one's own, of which nobody here is the author."""
    return figure.data_title or ATLAS


def name_edition(version: str, as_of: str, lang: str) -> str:
    """Return which data, of which day or of all days, in a language."""
    t = translator(lang)
    if not as_of:
        return t("data version {version}", version=version)
    return t("data version {version}, as of {as_of}", version=version, as_of=t.date(as_of))


def edition_words(figure: Figure | Table) -> str:
    """Return which data, of which day, in the figure's language."""
    return name_edition(figure.data_version, figure.as_of, figure.lang)


def cite_plain(figure: Figure | Table, address: str, year: str = "") -> str:
    """Return the citation as a sentence.

    `address` is that of the edition cited, "" where it has none; `year` is that of the data, by default the one with
    which their version, or else the day, begins.
    """
    licence, _ = licence_of(figure)
    year = year or _year(figure)
    title = f"{_title(figure)} ({year})" if figure.data_title else f"{AUTHOR} ({year}). {_title(figure)}"
    parts = [title, f"{work_of(figure)}, {edition_words(figure)}", licence, address]
    return ". ".join(part for part in parts if part) + ("" if address else ".")


def cite_bibtex(figure: Figure, address: str) -> str:
    """Return the citation as a BibTeX entry; marks that TeX would obey are escaped."""
    fields = {
        "author": "" if figure.data_title else "{" + AUTHOR + "}",
        "title": "{" + _tex(_title(figure)) + "}",
        "year": _year(figure),
        "howpublished": _tex(work_of(figure)),
        "note": _tex(". ".join(filter(None, [edition_words(figure), licence_of(figure)[0]]))),
        "url": address,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@misc{{credatlas-{figure.id},", *lines, "}"]) + "\n"


def cite_csl(figure: Figure, address: str) -> list[dict]:
    """Return the citation as CSL-JSON 1.0: a list of one item, as reference managers read it."""
    item = {
        "id": f"credatlas-{figure.id}",
        "type": "graphic",
        "author": [] if figure.data_title else [{"literal": AUTHOR}],
        "title": _title(figure),
        "container-title": work_of(figure),
        "version": figure.data_version,
        "issued": {"date-parts": [[int(_year(figure))]]},
        "language": figure.lang,
        "license": licence_of(figure)[0],
        "note": edition_words(figure),
        "URL": address,
    }
    return [{name: value for name, value in item.items() if value}]


def _title(figure: Figure | Table) -> str:
    return clean(figure.title).rstrip(".")


def _year(figure: Figure | Table) -> str:
    """Return the year of the data: they, not the day looked at, say when the figure was made."""
    found = re.match(r"\d{4}", figure.data_version) or re.match(r"\d{4}", figure.as_of)
    if not found:
        raise ValueError(f"Figure {figure.id!r} names neither a version of the data nor a day; it cannot be cited")
    return found[0]


def _tex(text: str) -> str:
    return "".join(_TEX.get(mark, mark) for mark in text)
