"""Who gives credit: universities by their route to small credit, and by what their senate sees of what carries none.

Names and counts in a grid of two questions, or on a phone one below the other. Knows the table of universities.
"""

import re
from dataclasses import dataclass
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.patches import Rectangle

from credatlas.errors import NothingToShow
from credatlas.evidence import Dataset
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Words, compose
from credatlas.figures.drawing import fit, marks, sheet, style, theme, wrap
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator, clean
from credatlas.index.claims import CARRIES_CREDIT

ROUTES = ("yes", "via assessment", "certificate size only", "unclear", "not found")  # small_credit_route
SENATE = ("yes", "consulted", "policy only", "no", "not found")  # noncredit_before_senate_body
ASKED = {"small_credit_route": ROUTES, "noncredit_before_senate_body": SENATE}
NAMED = 3  # universities in a sentence
_GENERIC = re.compile(r"^(University of|Université de|Université du|Université) | University\b")
SIDE = {"article": 76.0, "square": 64.0, "tall": 62.0}  # points for the answers of the rows
EDGE, PAD = 4.0, 3.0  # points around the sheet, inside a cell
LINE, COUNT = 7.6, 11.0  # points: a line of names, the count above them
QUESTION, HEAD = 13.0, 26.0  # points: the question above the grid, the answers of its columns
BAND = 3.0  # points: the mark of an answer
BOLDER = 1.16  # width of bold letters by that of the usual ones
NAME, MOST = 80, 14  # characters of a name, lines of names in a cell of a list
UNKNOWN = ("unclear", "not found")
STEPS = {"yes": 3, "via assessment": 2, "consulted": 2, "certificate size only": 1, "policy only": 1, "no": 0}


@chart(
    lambda view: {"universities": view.atlas.universities},
    about="universities: approval route against small credit route",
    gallery=11,
)
def who_gives_credit(universities: pd.DataFrame, atlas: Dataset, *, size: str = "article", lang: str = "en") -> Figure:
    """Draw universities in a grid: by small credit route, and by whether a senate body sees what carries no credit.

    universities: university_id, institution, jurisdiction_id, small_credit_route, noncredit_before_senate_body,
    confidence. What was not found or is unclear stands in columns and rows of its own: it is not a no.

    Raises ValueError for an unknown size or language, no university, or an answer that the table does not know.
    """
    t = Language(atlas, lang)
    answers, names = order_answers(universities), _name_answers(t)
    grid = _arrange(answers, names, size)
    data = answers.assign(university=answers["institution"].map(clean)).replace(dict.fromkeys(ASKED, names))
    return compose(
        "who-gives-credit", _words(answers, t), _columns(t), data, partial(_paint, grid=grid, t=t), atlas=atlas, t=t,
        size=size, height=grid.height,
    )  # fmt: skip


def order_answers(universities: pd.DataFrame) -> pd.DataFrame:
    """Return the universities by route, senate and name, with `short`, their name without what all share.

    Raises NothingToShow for no university, ValueError for an answer that is none of ROUTES and SENATE.
    """
    if universities.empty:
        raise NothingToShow("there is no university to show; pass at least one")
    for column, known in ASKED.items():
        unknown = sorted(set(universities[column]) - set(known))
        if unknown:
            raise ValueError(f"{column} {unknown[0]!r} is not one of {', '.join(known)}")
    order = universities.assign(
        route=universities["small_credit_route"].map(ROUTES.index),
        senate=universities["noncredit_before_senate_body"].map(SENATE.index),
        short=[shorten(name) for name in universities["institution"]],
    )
    return order.sort_values(["route", "senate", "short", "university_id"], kind="stable")


def shorten(institution: str) -> str:
    """Return the name of a university without the words that all share.

    >>> shorten("University of New Brunswick (Saint John)"), shorten("McMaster University")
    ('New Brunswick (Saint John)', 'McMaster')
    """
    name = clean(institution)
    return _GENERIC.sub("", name).strip() or name


def _name_answers(t: Translator) -> dict[str, str]:
    return {
        "yes": t("yes"),
        "via assessment": t("via assessment"),
        "certificate size only": t("certificate size only"),
        "consulted": t("consulted"),
        "policy only": t("policy only"),
        "no": t("no"),
        "unclear": t("unclear"),
        "not found": t("not found"),
    }


def _words(answers: pd.DataFrame, t: Translator) -> Words:
    routes = answers["small_credit_route"]
    small = answers[routes.map(CARRIES_CREDIT).eq(1)]
    shown = t.join_words([clean(name, naming.NAME_LIMIT) for name in small["short"]], NAMED)
    seen = int(answers["noncredit_before_senate_body"].isin(["yes", "consulted"]).sum())
    alt = [
        t.plural("Grid of {n} university.", "Grid of {n} universities.", len(answers)),
        t("With such a route: {names}.", names=shown) if len(small) else "",
        t("At {n} a senate body sees non-credit learning.", n=seen) if seen else "",
    ]
    caption = t(
        "Columns: is there a route for small units that carry credit? Rows: does what carries no credit come before a "
        "body of the senate? Hatched: nothing was found or it is unclear, which is not a no. The texts are of "
        "different years."
    )
    subtitle = t("Universities by small credit route and by what their senate sees of what carries no credit")
    return Words(_title(routes, t), subtitle, alt, [caption])


def _title(routes: pd.Series, t: Translator) -> str:
    known = routes.map(CARRIES_CREDIT)
    facts = {"total": len(routes), "open": int(known.isna().sum())}
    opening = t.plural(
        "{n} of {total} universities is known to give credit for small units",
        "{n} of {total} universities are known to give credit for small units", int(known.eq(1).sum()), **facts,
    )  # fmt: skip
    if not facts["open"]:
        return opening
    return t.plural("{said}; of {n} it is not known", "{said}; of {n} it is not known", facts["open"], said=opening)


def _columns(t: Translator) -> list[Column]:
    shared, asked = naming.shared_columns(t), t("Does what carries no credit come before a body of the senate?")
    return [
        Column("university", t("University"), t("Name of the university")),
        Column("small_credit_route", t("Small credit route"), t("Is there a route for small units that carry credit?")),
        Column("noncredit_before_senate_body", t("Senate sees non-credit"), asked),
        shared["jurisdiction"],
        shared["confidence"],
        Column("university_id", t("University id"), t("Id of the university")),
        shared["jurisdiction_id"],
    ]


@dataclass(frozen=True)
class Grid:
    """The answers that columns and rows stand for, and the lines of names and the count of universities in each cell.

    listed: the columns stand below each other. room: points across of a cell.
    """

    columns: list[str]
    rows: list[str]
    cells: dict[tuple[str, str], list[str]]
    counts: dict[tuple[str, str], int]
    names: dict[str, str]
    listed: bool
    side: float
    room: float

    def depth(self, row: str, columns: list[str]) -> float:
        """Return the height in points of the tallest cell of a row among these columns."""
        return COUNT + 2 * PAD + LINE * max(len(self.cells.get((column, row), ())) for column in columns)

    def rows_of(self, column: str) -> list[str]:
        """Return the rows in which a column has somebody."""
        return [row for row in self.rows if (column, row) in self.cells]

    @property
    def height(self) -> float:
        """The height of the sheet in points."""
        if not self.listed:
            return 2 * EDGE + QUESTION + HEAD + sum(self.depth(row, self.columns) for row in self.rows)
        depths = [self.depth(row, [column]) for column in self.columns for row in self.rows_of(column)]
        return 2 * EDGE + QUESTION + HEAD * len(self.columns) + sum(depths)


def _arrange(answers: pd.DataFrame, names: dict[str, str], size: str) -> Grid:
    """Return the universities as a grid; an answer that nobody gave has no column and no row.

    answers: small_credit_route, noncredit_before_senate_body and short (a name), in order; names: of the answers.
    """
    routes, senate = answers["small_credit_route"], answers["noncredit_before_senate_body"]
    columns, rows = list(dict.fromkeys(routes)), [answer for answer in names if answer in set(senate)]
    listed, width = size == "tall", style.size_of(size)[0] - 2 * EDGE - SIDE[size]
    room = width if listed else width / len(columns)
    cells = {}
    for cell, members in answers.groupby([routes, senate], sort=False):
        names_in_cell = [clean(name, NAME) for name in members["short"]]
        if listed:
            cells[cell] = wrap(", ".join(names_in_cell), room - 2 * PAD, style.SMALL, MOST)
        else:
            cells[cell] = [line for name in names_in_cell for line in wrap(name, room - 2 * PAD, style.SMALL)]
    counts = answers.groupby([routes, senate], sort=False).size().to_dict()
    return Grid(columns, rows, cells, counts, names, listed, SIDE[size], room)


def _paint(drawing: Drawing, *, grid: Grid, t: Translator) -> None:
    """Draw the grid, or below each other its columns."""
    paper, width, _ = sheet(drawing)
    asked = [t("Small route that carries credit?"), t("Small credit route?")]
    if grid.listed:
        asked.insert(0, t("Small route that carries credit? Within: non-credit before a senate body?"))
    question = fit(asked, width - 2 * EDGE - (0 if grid.listed else grid.side), style.SMALL)
    paper.text(EDGE + (0 if grid.listed else grid.side), EDGE + 7, question, **style.NOTE)
    (_draw_list if grid.listed else _draw_grid)(paper, grid, t)


def _draw_grid(paper: Axes, grid: Grid, t: Translator) -> None:
    top = EDGE + QUESTION
    for position, column in enumerate(grid.columns):
        left = EDGE + grid.side + position * grid.room
        _write_head(paper, left, top, grid.room, column, _total(grid, column), grid)
    lines = wrap(t("Non-credit before a senate body?"), grid.side - 4, style.SMALL, 3)
    for line, words in enumerate(reversed(lines)):
        paper.text(EDGE, top + HEAD - 5 - line * LINE, words, fontsize=style.SMALL, color=theme.QUIET)
    top += HEAD
    for row in grid.rows:
        depth = grid.depth(row, grid.columns)
        _write_side(paper, top, depth, row, grid)
        for position, column in enumerate(grid.columns):
            box = (EDGE + grid.side + position * grid.room, top, grid.room, depth)
            _write_cell(paper, box, grid, (column, row))
        top += depth


def _draw_list(paper: Axes, grid: Grid, t: Translator) -> None:
    top = EDGE + QUESTION
    for column in grid.columns:
        _write_head(paper, EDGE, top, grid.side + grid.room, column, _total(grid, column), grid)
        top += HEAD
        for row in grid.rows_of(column):
            depth = grid.depth(row, [column])
            _write_side(paper, top, depth, row, grid)
            _write_cell(paper, (EDGE + grid.side, top, grid.room, depth), grid, (column, row))
            top += depth


def _total(grid: Grid, column: str) -> int:
    return sum(count for (route, _), count in grid.counts.items() if route == column)


def _write_head(paper: Axes, left: float, top: float, room: float, answer: str, total: int, grid: Grid) -> None:
    """Write an answer with how many gave it, over its mark."""
    lines = wrap(grid.names[answer], (room - 18) / BOLDER, style.SMALL)
    base = top + HEAD - BAND - 6
    for line, words in enumerate(reversed(lines)):
        paper.text(left + PAD, base - line * LINE, words, fontsize=style.SMALL, fontweight="bold")
    paper.text(left + room - PAD - 1, base, str(total), ha="right", **style.NOTE)
    _mark(paper, (left + 1, top + HEAD - BAND - 2, room - 2, BAND), answer)


def _write_side(paper: Axes, top: float, depth: float, answer: str, grid: Grid) -> None:
    for line, words in enumerate(wrap(grid.names[answer], grid.side - BAND - 8, style.SMALL)):
        paper.text(EDGE, top + PAD + 7 + line * LINE, words, fontsize=style.SMALL)
    _mark(paper, (EDGE + grid.side - BAND - 2, top + 1, BAND, depth - 2), answer)


def _mark(paper: Axes, box: tuple[float, float, float, float], answer: str) -> None:
    """Mark an answer by a shade, or hatched where it is not known."""
    x, y, width, height = box
    if answer in UNKNOWN:
        marks.hatch(paper, x, y, width, height, hatch=style.HATCH * 2, linewidth=0.4)
        return
    shade = style.SHADES[STEPS[answer]]
    paper.add_patch(Rectangle((x, y), width, height, facecolor=shade, edgecolor=theme.QUIET, linewidth=0.3))


def _write_cell(paper: Axes, box: tuple[float, float, float, float], grid: Grid, cell: tuple[str, str]) -> None:
    """Write how many there are and who; an empty cell stays an outline."""
    x, y, width, height = box
    frame: style.Look = {"facecolor": "none", "edgecolor": theme.LINE, "linewidth": 0.6}
    paper.add_patch(Rectangle((x + 1, y + 1), width - 2, height - 2, **frame))
    if cell not in grid.cells:
        return
    paper.text(x + PAD + 1, y + COUNT - 1, str(grid.counts[cell]), **style.BOLD)
    for line, words in enumerate(grid.cells[cell]):
        paper.text(x + PAD + 1, y + COUNT + 7 + line * LINE, words, fontsize=style.SMALL)
