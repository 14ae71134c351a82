"""What holds for every chart: words that fit, drawings that can stand anywhere, and the data behind them.

Each chart is drawn in every language and every size: English for an article, French and Spanish in the other two, the
other way round for the next chart; CREDATLAS_EXAMPLES=thorough (make soak) draws all of them.
"""

import os
import re
from itertools import cycle, product

import matplotlib
import pytest

from credatlas.evidence import levels_without_instrument
from credatlas.figures import charts
from credatlas.figures.drawing import style
from credatlas.figures.language.language import Language
from credatlas.settings import LANGUAGES
from tests.figures.chart_cases import choice_among

pytestmark = pytest.mark.slow
CHOOSING = [chart.function.__name__ for chart in charts.CHARTS.values() if choice_among(chart)]
SIZES = ("article", "square", "tall")
ONLY = (["NZ"], ["CA-NB", "CA-NS"], ["CA-ON", "IE", "EU"])
THOROUGH = os.environ.get("CREDATLAS_EXAMPLES") == "thorough"
every_chart = pytest.mark.parametrize("chart", charts.__all__)
every_choosing_chart = pytest.mark.parametrize("chart", CHOOSING)
one_size_each = pytest.mark.parametrize(
    ("chart", "size"), list(product(charts.__all__, SIZES) if THOROUGH else zip(charts.__all__, cycle(SIZES)))
)


def paired(names, first, second):
    """Give each chart every one of the first with one of the second, the next chart with another; thoroughly, with all."""
    if THOROUGH:
        return list(product(names, first, second))
    return [
        (name, one, second[(index + at) % len(second)])
        for index, name in enumerate(names)
        for at, one in enumerate(first)
    ]


def drawn_as(chart):
    """Give the sizes, each with its language, that a chart is drawn in."""
    if THOROUGH:
        return list(product(SIZES, LANGUAGES))
    others = ("fr", "es") if charts.__all__.index(chart) % 2 else ("es", "fr")
    return list(zip(SIZES, ("en", *others), strict=True))


@pytest.mark.parametrize(
    ("chart", "size", "lang"), [(chart, *pair) for chart in charts.__all__ for pair in drawn_as(chart)]
)
def test_no_two_texts_overlap_and_none_leaves_the_sheet(chart, size, lang, now):
    assert now.overlaps(chart, size=size, lang=lang) == []


FEW = paired(CHOOSING, ONLY, ["article", "tall"])


@pytest.mark.parametrize(("chart", "only", "size"), FEW)
def test_few_jurisdictions_and_those_of_which_nothing_is_known_fit_too(chart, size, only, then):
    assert then.overlaps(chart, only, size=size) == []


@one_size_each
def test_nothing_read_at_all_is_drawn_as_missing_and_never_as_zero(chart, size, unread, look):
    figure = unread.drawn(chart, size=size)
    assert unread.overlaps(chart, size=size) == []
    if chart in (
        "coverage",
        "rank_intervals",
        "score_matrix",
    ):
        assert look(figure).hatched
    if chart == "strongest_clause":
        assert set(look(figure).column("says")) == {"not read"}
    if chart in ("indicator_profile", "score_matrix", "dimension_profile"):
        assert set(look(figure).column("score")) == {None}
        assert "0" not in look(figure).texts  # no axis either, where no row is drawn along it
    if chart in ("dimension_profile", "frontier"):
        assert figure.title.startswith("Too little could be read")


@every_chart
@pytest.mark.parametrize("place", ["CA-NS", "SG", "CA-QC"])
def test_of_those_without_a_framework_nobody_says_that_a_text_could_not_be_read(chart, place, then, look):
    """Every sentence, word and row of a chart that names one says that there was none; no row has a number for it."""
    name = then.atlas.jurisdictions.set_index("jurisdiction_id").at[place, "name_en"]
    figure = then.drawn(chart)
    told = [figure.title, figure.alt, figure.caption, *look(figure).texts]
    named = [sentence for text in told for sentence in re.split(r"(?<=[.;]) ", text) if name in sentence]
    assert not [sentence for sentence in named if re.search(r"\bread\b|rank|score|\b0\b", sentence)]
    rows = [row for row in figure.rows if place in row]
    assert not [cell for row in rows for cell in row if isinstance(cell, str) and re.search("could not be read", cell)]
    if "class" in [column.name for column in figure.columns] and chart != "rank_intervals":  # it has no row of them
        assert rows and all("no framework" in row[2] and row[3:6] == (None,) * 3 for row in rows)


@pytest.fixture(scope="module")
def crowded(now):
    return now.crowded(13)


@pytest.mark.parametrize(("chart", "size"), list(zip(CHOOSING, cycle(SIZES), strict=False)))
def test_of_three_hundred_jurisdictions_the_first_forty_are_drawn_and_said_to_be(chart, size, crowded, look):
    figure = crowded.drawn(chart, size=size)
    assert crowded.overlaps(chart, size=size) == []
    if chart == "indicator_profile":
        return  # of one, however many its peers are
    count = len(crowded.atlas.jurisdictions) - len(levels_without_instrument(crowded.atlas))
    assert count > 300 and f"The first 40 of {count} jurisdictions are drawn." in figure.foot
    if "jurisdiction_id" in [column.name for column in figure.columns]:
        assert len(set(look(figure).column("jurisdiction_id"))) <= 41  # and the mean of all, which the ranks hang on
    assert float(look(figure).root.get("viewBox").split()[3]) < 60 * 40  # points


@pytest.fixture(scope="module")
def renamed(then, hostile):
    return then.renamed(hostile)


@one_size_each
def test_hostile_and_endless_names_are_shown_as_text_and_fit(chart, size, renamed, look):
    figure = renamed.drawn(chart, size=size)
    assert renamed.overlaps(chart, size=size) == []
    root = look(figure).root
    assert {element.tag for element in root.iter()} <= {
        "svg", "title", "desc", "g", "path", "text", "use", "defs", "clipPath", "rect", "pattern",
    }  # fmt: skip
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e]", figure.svg)
    assert len(figure.title) <= 200 and len(figure.alt) <= 250
    assert "script>" not in re.sub("&lt;/?script&gt;", "", figure.svg)


@pytest.mark.parametrize("chart", [chart for chart in charts.__all__ if chart != "heat_strip"])  # no province in them
def test_a_dollar_is_a_dollar_and_no_formula_in_drawings_of_few_data(chart, toys, look):
    figure = toys.renamed(["$x^2$"]).draw(chart)
    assert any("$x" in text for text in look(figure).texts)


@every_chart
@pytest.mark.parametrize("which", ["now", "then", "unread", "toys"])
def test_alt_text_is_short_says_the_finding_and_is_not_the_caption(chart, which, request, monkeypatch):
    if (chart, which) == ("heat_strip", "toys"):
        pytest.skip("the data have no province")
    monkeypatch.setattr(style, "draw", lambda *drawn: "<svg></svg>")  # words alone are asked for
    figure = request.getfixturevalue(which).draw(chart)
    assert 20 < len(figure.alt) <= 250
    assert figure.alt != figure.caption
    assert figure.title[:60] in figure.alt
    assert "{" not in figure.title + figure.subtitle + figure.alt + figure.caption + figure.source


@every_chart
def test_ids_begin_with_the_figures_and_every_reference_is_met(chart, now, look):
    figure = now.drawn(chart)
    root = look(figure).root
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    assert all(name.startswith(f"{figure.id}-") for name in ids)
    referenced = set(re.findall(r"url\(#([^)]+)\)|href=\"#([^\"]+)\"", figure.svg))
    assert {one or other for one, other in referenced} <= set(ids)
    assert set(root.get("aria-labelledby").split()) <= set(ids)


@every_chart
def test_the_drawing_names_itself_and_describes_itself(chart, now, look):
    figure = now.drawn(chart)
    root = look(figure).root
    assert (root.tag, root.get("role")) == ("svg", "img")
    assert [root[0].tag, root[0].text, root[1].tag, root[1].text] == ["title", figure.title, "desc", figure.alt]
    assert not figure.svg.startswith("<?xml") and "<!DOCTYPE" not in figure.svg
    assert root.get("width") is None and root.get("viewBox")


@every_chart
def test_the_drawing_brings_no_style_sheet_and_stays_small(chart, now):
    svg = now.drawn(chart).svg
    assert "<style" not in svg and svg.count(" style=") == 1  # the width of the whole
    assert len(svg) < 42_000


@every_chart
def test_two_charts_on_one_page_have_different_ids(chart, then, now):
    shown = [then.drawn(chart), *(now.drawn(chart, size=size, lang=lang) for size, lang in drawn_as(chart))]
    shown += [then.drawn(name, only, size=size) for name, only, size in FEW if name == chart]
    ids = [figure.id for figure in shown]
    assert len(set(ids)) == len(ids) > 3
    assert all(re.fullmatch("[a-z][a-z0-9-]*", name) for name in ids)


@every_chart
def test_source_date_and_version_stand_below(chart, now):
    figure, day, version = now.drawn(chart), now.atlas.date, now.atlas.version
    words = Language(now.atlas).date(day)
    assert figure.source == f"Source: credatlas data {version}, as of {words}; CC BY 4.0"
    assert (figure.as_of, figure.data_version, figure.lang) == (day, version, "en")


@every_chart
def test_every_column_says_what_it_holds(chart, now):
    figure = now.drawn(chart)
    assert figure.rows
    assert all(column.label and column.description for column in figure.columns)


@every_chart
def test_the_same_data_in_any_order_give_the_same_bytes_and_leave_the_settings_of_matplotlib_alone(chart, now):
    drawn, before = now.drawn(chart).svg, dict(matplotlib.rcParams)
    assert now.turned().draw(chart).svg == drawn
    assert dict(matplotlib.rcParams) == before


@every_chart
def test_an_unknown_language_or_size_is_refused_with_the_nearest_right_one(chart, now):
    with pytest.raises(ValueError, match="lang 'eng' is not one of en, fr, es; did you mean 'en'?"):
        now.draw(chart, lang="eng")
    with pytest.raises(ValueError, match="size 'artikle' is not one of article, square, tall; did you mean 'article'?"):
        now.draw(chart, size="artikle")


@every_choosing_chart
def test_an_unknown_jurisdiction_is_refused_with_the_nearest_right_one(chart, now):
    with pytest.raises(KeyError, match="'CA-BB' is not a jurisdiction; did you mean 'CA-"):
        now.draw(chart, ["CA-BB"])
