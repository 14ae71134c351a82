"""The map says in a word what each province provides, and tells a text not read from no text."""

import pandas as pd
import pytest

from credatlas.figures import charts
from credatlas.figures.charts.heat_strip import MAPS
from tests.figures.chart_cases import cells_by


def words(figure):
    return cells_by(figure, "jurisdiction_id", "says")


@pytest.mark.parametrize("size", MAPS)
def test_every_province_and_territory_has_a_tile_of_its_own(size, now):
    kinds = now.atlas.jurisdictions.set_index("jurisdiction_id")["kind"]
    tiles = [f"CA-{code}" for row in MAPS[size] for code in row.split() if code != "."]
    assert sorted(tiles) == sorted(kinds.index[kinds.isin(["province", "territory"])])
    assert len({len(row.split()) for row in MAPS[size]}) == 1


def test_each_word_is_that_of_the_clause_that_counted(now):
    """By hand: the obligation of the provision behind each score on stacking, or why there is none."""
    own = now.scores.indicators.query("indicator_id == 'ST1' and jurisdiction_id.str.startswith('CA-')")
    clauses = now.atlas.provisions.set_index(["framework_id", "indicator_id"])
    told, names = words(now.drawn("heat_strip")), {0: "not addressed", 1: "permitted", 2: "recommended", 3: "required"}
    read = own[own["status"].isin(["supports", "silent"]) & (own["jurisdiction_id"] != "CA-CICAN")]
    assert len(read) > 3
    for row in read.itertuples():
        assert told[row.jurisdiction_id] == names[int(clauses.at[(row.framework_id, "ST1"), "obligation"])]


def test_a_text_that_could_not_be_read_is_hatched_and_where_none_was_found_the_tile_is_open(now, look, drawings):
    figure = now.draw("heat_strip")
    assert words(figure)["CA-SK"] == "not read" and words(figure)["CA-QC"] == "none found"
    hatched = [patch for axes in drawings[-1].axes for patch in axes.patches if patch.get_hatch()]
    assert len(hatched) == list(words(figure).values()).count("not read")
    assert {"not read", "none found"} <= set(look(figure).texts)
    assert cells_by(figure, "jurisdiction_id", "score")["CA-QC"] is None


def test_one_that_was_not_in_force_says_so(then):
    figure = then.drawn("heat_strip")
    assert words(figure)["CA-NS"] == "none in force"
    none = list(words(figure).values()).count("none found")
    assert figure.title.endswith(f"for {none} no framework was found and for 1 none is known to be in force")


def test_the_title_counts_each_answer(now):
    told = pd.Series(words(now.drawn("heat_strip"))).value_counts()
    title = now.drawn("heat_strip").title
    assert title.startswith(f"No firm rule on stacking was found in {told.sum()} provinces and territories: ")
    assert f"{told['permitted']} permit it" in title and f"{told['recommended']} recommends it" in title
    assert f"for {told['none found']} no framework was found" in title


def test_one_that_requires_it_is_counted_first(now):
    figure = charts.heat_strip(now.scores.indicators, now.atlas, dimension="SP")
    assert figure.title.startswith("Of 13 provinces and territories, 1 has a firm rule on approval route: ")
    assert figure.id == f"heat-strip-{now.atlas.date}-sp" and figure.subtitle.startswith("Is there an approval route")


def test_nobody_else_is_on_the_map(now, look):
    assert {jurisdiction[:3] for jurisdiction in look(now.drawn("heat_strip")).column("jurisdiction_id")} == {"CA-"}
    assert len(now.drawn("heat_strip").rows) == 13


def test_data_without_a_province_have_no_map(toys):
    with pytest.raises(ValueError, match="the data know no province or territory of Canada"):
        charts.heat_strip(toys.scores.indicators, toys.atlas)
