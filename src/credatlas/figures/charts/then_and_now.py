"""Then and now: what changed on a dimension between two dates, with what unread text leaves open on both.

A row with both scores and their bounds for each that changed; those that did not are named in a line. Knows dimension
scores of two dates.
"""

from collections.abc import Iterable
from functools import partial

import pandas as pd
from matplotlib.figure import Figure as Drawing

from credatlas.evidence import Dataset, first_id
from credatlas.figures import naming
from credatlas.figures.chart import chart
from credatlas.figures.compose import Columns, Words, compose
from credatlas.figures.drawing import ScoreRows, marks, sheet, style, theme
from credatlas.figures.figure import Column, Figure
from credatlas.figures.language import Language, Translator, mark
from credatlas.index.changes import compare_days
from credatlas.index.scores import WITHOUT_FRAMEWORK, ScoreClass, Scores
from credatlas.settings import ARTICLE_DAY, DECIMALS

ROW, HEAD = 27.0, 22.0  # least height of a row, and height of the head of a block, in points
TOP, KEY, EDGE, NUMBER = 22.0, 26.0, 4.0, 104.0  # points: the scale, the key, the edge, the two numbers of a row
OFF = 7.0  # points by which the earlier date stands above the middle of its row, and the later below
SCORES = ["then", "then_low", "then_high", "now", "now_low", "now_high"]


@chart(
    lambda view, **chosen: {"before": view.scores_before, "after": view.scores, **chosen},
    about="scores since the day of the article",
    each="dimension",
    gallery=5,
)
def then_and_now(
    before: Scores,
    after: Scores,
    atlas: Dataset,
    *,
    dimension: str | None = None,
    jurisdictions: Iterable[str] | None = None,
    size: str = "article",
    lang: str = "en",
) -> Figure:
    """Draw both scores of each jurisdiction whose score or bounds differ between the dates of `before` and `after`.

    before, after: as `score` returns them for the data on two dates; `atlas`: the data on the later one. Changes that
    `index.changes.compare_days` finds beyond doubt stand in a block of their own, above those that a text read since,
    or another source, could explain. The unchanged are named in a line; too little read, or no framework, likewise.
    """
    t, usual = Language(atlas, lang), first_id(atlas, "dimension")
    dimension = dimension or usual
    name = t.dimension(dimension)
    compared = compare_days(before, after, atlas)
    among = naming.select(naming.shown_jurisdictions(compared, atlas, jurisdictions))
    rows = compared[compared["dimension_id"] == dimension].set_index("jurisdiction_id").reindex(among)
    ends, days = join_ends(rows), (t.date(before.date), t.date(after.date))
    blocks, same = part_ends(ends, t)
    drawn = sum(len(members) for _, members in blocks)
    around = TOP + KEY + HEAD * len(blocks) + EDGE
    height = style.height_for(size, drawn, ROW, around) if drawn else 0.0
    apart = [*_say_same(ends, same, t), *_say_apart(rows, days, t)]
    return compose(
        "then-and-now", _words(ends, same, name, days, t), _columns(days, t), ends,
        partial(_paint, ends=ends, blocks=blocks, pitch=(height - around) / max(drawn, 1), t=t, size=size,
                dates=(before.date, after.date)),
        atlas=atlas, t=t, size=size, height=height, apart=apart, among=among,
        choices=[dimension if dimension != usual else "", before.date if before.date != ARTICLE_DAY else ""],
    )  # fmt: skip


def part_ends(ends: pd.DataFrame, t: Translator) -> tuple[list[tuple[str, list[str]]], list[str]]:
    """Return who changed beyond doubt, by a framework, or otherwise, each with a head, and then who did not change."""
    rounded = ends[SCORES].round(DECIMALS).fillna(-1)
    alike = (rounded[SCORES[:3]].to_numpy() == rounded[SCORES[3:]].to_numpy()).all(axis=1)
    sure = ends["sure"] & (ends["change"].round(DECIMALS) != 0)
    other = ends["then_low"].isna() | ends["now_low"].isna()
    blocks = [
        (t("Changed"), list(ends.index[sure])),
        (t("A framework on one of the dates only"), list(ends.index[other & ~sure])),
        (t("Different, perhaps only since more was read"), list(ends.index[~sure & ~alike & ~other])),
    ]
    return [(head, members) for head, members in blocks if members], list(ends.index[alike & ~sure])


def _say_same(ends: pd.DataFrame, same: list[str], t: Language) -> list[str]:
    """Say who did not change, with the score where there is one."""
    names = [
        t("{name} ({score})", name=t.jurisdiction(jurisdiction), score=t.number(ends.at[jurisdiction, "now"]))
        if ends.at[jurisdiction, "now"] == ends.at[jurisdiction, "now"] else t.jurisdiction(jurisdiction)
        for jurisdiction in same
    ]  # fmt: skip
    return [t("Unchanged: {names}.", names=t.join_words(names, naming.NAMES_LISTED))] if same else []


def join_ends(compared: pd.DataFrame) -> pd.DataFrame:
    """Return one row per jurisdiction: then, then_low, then_high, now, now_low, now_high, change (points), sure.

    compared: the rows of one dimension that `index.changes.compare_days` returns, by jurisdiction. Those with both
    scores first, by falling score now; then those with one, then those with none, by their bounds. Bounds are NaN on a
    day without a framework or with too little read; who has none on either day has no row. sure: beyond doubt.
    """
    ends = pd.DataFrame({"change": compared["difference"], "sure": compared["beyond_doubt"].eq(True)})
    for side, day in (("then", "before"), ("now", "after")):
        told = ~compared[f"class_{day}"].isin(naming.APART)
        for end, name in (("", "score"), ("_low", "low"), ("_high", "high")):
            ends[f"{side}{end}"] = compared[f"{name}_{day}"].where(told).astype(float)
    ends = ends.dropna(how="all", subset=["then_low", "now_low"])
    order = ends.round(DECIMALS).assign(open=ends[["then", "now"]].isna().sum(axis=1))
    order = order.assign(fall=-order["now"].fillna(order["then"]), low=-order["now_low"], before=-order["then"])
    return ends.loc[order.sort_values(["open", "fall", "before", "low", "now_high"], kind="stable").index]


def _say_apart(compared: pd.DataFrame, days: tuple[str, str], t: Language) -> list[str]:
    """Say of whom too little could be read, or who had no framework, on one of the days or on both."""
    said = []
    for classes, once, twice in (
        ([ScoreClass.READ_TOO_LITTLE], mark("Too little could be read on {date}: {names}."),
         mark("Too little could be read on either date: {names}.")),
        (WITHOUT_FRAMEWORK, mark("No framework found or in force on {date}: {names}."),
         mark("No framework found or in force on either date: {names}.")),
    ):  # fmt: skip
        then, now = (compared[f"class_{side}"].isin(classes) for side in ("before", "after"))
        cases = ((then & ~now, once, days[0]), (now & ~then, once, days[1]), (then & now, twice, ""))
        for which, sentence, day in cases:
            if which.any():
                said.append(t(sentence, date=day, names=naming.listed(t, compared.index[which])))
    return said


def _words(ends: pd.DataFrame, same: list[str], name: str, days: tuple[str, str], t: Language) -> Words:
    joined = ends.dropna(subset="change")
    moved, falls = (joined["change"].round(DECIMALS) != 0), joined["sure"] & (joined["change"] < 0)
    doubtful = joined.index[moved & ~joined["sure"]]
    alt = [
        t.plural("Rows of {n} jurisdiction that differs.", "Rows of {n} jurisdictions that differ.",
                 len(ends) - len(same)),
        t("Lower: {names}.", names=naming.named(t, joined.index[falls])) if falls.any() else "",
        t("Different, but not beyond doubt: {names}.", names=naming.named(t, doubtful)) if len(doubtful) else "",
    ]  # fmt: skip
    caption = t(
        "Pale: the scores that unread provisions leave possible; a box where a text was only partly read. A change "
        "counts only beyond what unread provisions, another source or another confidence could explain."
    )
    then, now = days
    subtitle = t("{dimension} in points, 0 to 100, on {then} and on {now}", dimension=name, then=then, now=now)
    return Words(_title(joined, name, days, t), subtitle, alt, [caption])


def _title(joined: pd.DataFrame, name: str, days: tuple[str, str], t: Language) -> str:
    rose = joined.loc[joined["sure"] & (joined["change"] > 0), "change"]
    facts = {"dimension": name.lower(), "then": days[0], "total": len(joined)}
    if joined.empty:
        return t("Nobody has a score on {dimension} on both dates", **facts)
    if rose.empty:
        return t("No rise on {dimension} since {then} is beyond doubt, of {total} with a score on both dates", **facts)
    facts |= {"names": naming.in_sentence(t, rose.sort_values(ascending=False, kind="stable").index)}
    return t.plural(
        "Of {total} with a score on both dates, {n} has risen on {dimension} since {then} beyond doubt: {names}",
        "Of {total} with a score on both dates, {n} have risen on {dimension} since {then} beyond doubt: {names}",
        len(rose), **facts,
    )  # fmt: skip


def _columns(days: tuple[str, str], t: Translator) -> Columns:
    points, sides = t("points"), []
    for side, day in zip(("then", "now"), days, strict=True):
        sides += [
            Column(side, t("On {date}", date=day), t("Score; empty when too few indicators were read"), points, 1),
            Column(f"{side}_low", t("On {date}, lowest", date=day), t("If every unread indicator scored 0"), points, 1),
            Column(f"{side}_high", t("On {date}, highest", date=day), t("If every unread one scored 100"), points, 1),
        ]
    change = Column("change", t("Change"), t("Later score less the earlier; empty without both"), points, 1)
    about = t("Whether neither unread provisions nor another source or confidence could explain the change")
    return ["jurisdiction", *sides, change, Column("sure", t("Beyond doubt"), about), "jurisdiction_id"]


def _paint(
    drawing: Drawing,
    *,
    ends: pd.DataFrame,
    blocks: list[tuple[str, list[str]]],
    pitch: float,
    dates: tuple[str, str],
    t: Language,
    size: str,
) -> None:
    """Draw the rows of each block, `pitch` points high, and above them which mark is of which of `dates`."""
    paper, width, _ = sheet(drawing)
    _, names, text = marks.row_names(t, [jurisdiction for _, members in blocks for jurisdiction in members], size)
    rows = ScoreRows(paper, t, left=names, right=width - NUMBER, names=names, text=text)
    looks: tuple[style.Look, style.Look] = (marks.OPEN_LOOK, marks.OPEN_LOOK | {"markerfacecolor": theme.QUIET})
    room = width - 2 * EDGE
    entries = list(zip(looks, map(t.date, dates), strict=True))
    if marks.key_height(room, entries) > marks.KEY_LINE:  # by month where the days would take two lines
        entries = list(zip(looks, (t.date(day[:7]) for day in dates), strict=True))
    marks.key(paper, EDGE, 9, room, entries)
    y = KEY + TOP
    for head, members in blocks:
        rows.head(EDGE, y + 17, [head, head.partition(",")[0]])
        y += HEAD
        for jurisdiction in members:
            rows.name(y + pitch / 2, jurisdiction, pitch, width)
            _draw_row(rows, y + pitch / 2, ends.loc[jurisdiction], jurisdiction, t)
            y += pitch
    rows.scale(KEY + TOP, y)


def _draw_row(rows: ScoreRows, y: float, row: pd.Series, some: str, t: Language) -> None:
    """Draw what is known of both dates, the later below the earlier, and write both numbers."""
    if row["change"] == row["change"]:
        ends = [rows.at(row["then"]), rows.at(row["now"])]
        rows.paper.plot(ends, [y - OFF, y + OFF], color=theme.GROUPS[t.group(some)], linewidth=1.4, zorder=3)
    written = []
    for middle, side in ((y - OFF, "then"), (y + OFF, "now")):
        score, low, high = (row[f"{side}{end}"] for end in ("", "_low", "_high"))
        if low != low:
            written.append("\u2013")
        elif score == score:
            rows.score(middle, score, low, high, t.group(some), number=False, hollow=side == "then")
            written.append(t.number(score))
        else:
            rows.bounds(middle, low, high, t.group(some), number=False)
            written.append(t.span(low, high))
    rows.write(y, 100, t("{then} \u2192 {now}", then=written[0], now=written[1]), color=theme.INK)
