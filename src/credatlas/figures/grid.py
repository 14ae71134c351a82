"""Write the data of a score matrix as a grid in HTML: who in rows, what in columns, the clause behind each score.

The clause of a cell shows below the grid while the pointer or the focus is on it, by the style sheet `table.css` alone;
the script `table.js` sorts, and moves by arrow keys. Knows the columns of the matrix.
"""

from collections.abc import Mapping
from html import escape
from typing import Any

from credatlas.figures.drawing import style
from credatlas.figures.figure import Figure
from credatlas.figures.language import clean, number, translator


def html_grid(figure: Figure, *, longest: int = 300) -> str:
    """Return a figure's data as a table of jurisdictions by indicators, in the groups of `figure.grid`.

    longest: characters of a clause, in English, at most; with 0 a cell tells its status in words instead.
    """
    labels = {column.name: column.label for column in figure.columns}
    rows = [dict(zip(labels, row, strict=True)) for row in figure.rows]
    cells = {(row["jurisdiction_id"], row["indicator_id"]): row for row in rows}
    names = {row["jurisdiction_id"]: row["jurisdiction"] for row in rows}
    heads: dict[str, str] = {row["indicator_id"]: row["indicator"] for row in rows}
    shown = [indicator for _, members in figure.grid["groups"] for indicator in members]
    groups = "".join(
        f'<th scope="colgroup" colspan="{len(members)}">{escape(dimension)}</th>'
        for dimension, members in figure.grid["groups"]
    )
    title, t = escape(figure.title, quote=True), translator(figure.lang)
    hint = t("Point at a score, or tap it, for what the text says.")
    aside = t("Scroll sideways: there are {n} columns.", n=len(shown))
    body = "".join(
        f'<tr><th{" class=canada" * (jurisdiction in figure.grid.get("told_apart", ()))} scope="row"'
        f' data-at="{escape(jurisdiction, quote=True)}">{escape(name)}</th>'
        + "".join(
            _cell(cells.get((jurisdiction, indicator), {}), figure, labels["barrier"], longest) for indicator in shown
        )
        + "</tr>"
        for jurisdiction, name in names.items()
    )
    upright = "".join(
        f'<th scope="col"><span class="up">{escape(heads.get(indicator, indicator))}</span></th>' for indicator in shown
    )
    return (
        f'<div class="grid"><div class="aside">{aside}</div>'
        f'<div class="scroll" tabindex="0" role="region" aria-label="{title}"><table>'
        f"<caption>{title}</caption><thead><tr><td></td>{groups}</tr>"
        f'<tr><th scope="col">{escape(labels["jurisdiction"])}</th>{upright}</tr></thead>'
        f"<tbody>{body}</tbody></table></div><p>{hint}</p></div>"
    )


def _cell(row: Mapping[str, Any], figure: Figure, barrier: str, longest: int) -> str:
    """Return a cell: its score, hatched without a word where it could not be read, and what is told of it."""
    t, missing = translator(figure.lang), figure.grid["missing"]
    score, status = row.get("score"), row.get("status", missing)
    if score is None:
        look, text = ("missing", "") if status == missing else ("", t("n/a"))
    else:
        look, text = f"s{style.step(score)}", number(score, 0, figure.lang)
    told, english = clean(row.get("finding") or "", longest) if longest else "", figure.lang == "en"
    told = f"<span{'' if english else ' lang=en'}>{escape(told)}</span>" if told else f"<span>{escape(status)}</span>"
    if row.get("barrier") == t("yes"):
        words = told.replace("span", "bdi")  # the word of the page's language beside a clause in English
        look, told = f"{look} bars", f"<span>{escape(barrier)}. {words}</span>"
    return f'<td class="{look}" tabindex=0><b>{escape(text)}</b>{told}</td>'
