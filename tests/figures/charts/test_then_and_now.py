"""Then and now pairs two scores, never a score with a gap, and names what did not change."""

from dataclasses import replace

import pandas as pd
import pytest

from credatlas.figures import charts
from credatlas.figures.charts.then_and_now import join_ends, part_ends
from credatlas.figures.language.language import Language
from credatlas.figures.view import View
from credatlas.index.changes.compare import compare_dimensions
from credatlas.index.scores.results import Scores

NAN = float("nan")
ARTICLE = "2022-11-22"


def on(day, confidences=None, **given):
    """Scores of a day on stackability: jurisdiction = score, or (low, high) where there is none, or a class.

    Each rests on one indicator, silent on the day of the article and supporting later.
    """
    dimensions, indicators = [], []
    for jurisdiction, score in given.items():
        ids = {"jurisdiction_id": jurisdiction.replace("_", "-"), "dimension_id": "ST"}
        known = score if isinstance(score, str) else "estimated" if isinstance(score, tuple) else "scored"
        low, high = score if known == "estimated" else (NAN, NAN) if known == score else (score, score)
        point = score if known == "scored" else NAN
        confidence = (confidences or {}).get(jurisdiction, "medium")
        dimensions.append({**ids, "score": point, "low": low, "high": high, "coded": 1, "class": known})
        indicators.append(
            {**ids, "indicator_id": "ST1", "framework_id": f"{jurisdiction}-1", "score": point, "confidence": confidence,
             "status": "missing" if point != point else "silent" if day == ARTICLE else "supports"}
        )  # fmt: skip
    return Scores(pd.DataFrame(indicators), pd.DataFrame(dimensions), pd.DataFrame(), day)


def ends_of(before, after):
    compared = compare_dimensions(before.dimensions, after.dimensions).assign(beyond_doubt=False)
    return join_ends(compared.set_index("jurisdiction_id"))


def test_the_change_is_the_later_score_less_the_earlier_and_missing_without_both():
    ends = ends_of(on(ARTICLE, EU=40, NZ=(10, 60)), on("2026-01-01", EU=55, NZ=30))
    assert ends.at["EU", "change"] == 15
    assert pd.isna(ends.at["NZ", "change"])
    assert tuple(ends.loc["NZ", ["then_low", "then_high", "now"]]) == (10, 60, 30)


def test_who_had_no_framework_or_was_read_too_little_is_told_in_words_and_has_no_bounds(now, look):
    before = on(ARTICLE, EU=40, SG="not-in-force", CA_QC="none-found", CA_SK="read-too-little", CA_NS="not-in-force")
    after = on(now.atlas.date, EU=40, SG=20, CA_QC="none-found", CA_SK="read-too-little", CA_NS="read-too-little")
    figure = charts.then_and_now(before, after, now.atlas)
    assert {
        "No framework found or in force on 22 November 2022: Nova Scotia and Singapore.",
        f"Too little could be read on {Language(now.atlas).date(now.atlas.date)}: Nova Scotia.",
        "Too little could be read on either date: Saskatchewan.",
        "No framework found or in force on either date: Quebec.",
    } <= set(look(figure).texts)
    assert look(figure).column("jurisdiction_id") == ["EU", "SG"]


def test_of_the_data_nobody_read_too_little_has_bounds(now, look):
    for dimension in now.atlas.dimensions["dimension_id"]:
        own = now.scores.dimensions.query("dimension_id == @dimension and `class` == 'read-too-little'")
        drawn = charts.then_and_now(now.scores_before, now.scores, now.atlas, dimension=dimension)
        assert len(own) and not set(own["jurisdiction_id"]) & set(look(drawn).column("jurisdiction_id"))


def test_those_with_both_scores_stand_first_by_the_later_score():
    before, after = on(ARTICLE, EU=40, AU=20, NZ=(0, 90), IE=10), on("2026-01-01", EU=50, AU=60, NZ=99, IE=(0, 100))
    assert list(ends_of(before, after).index) == ["AU", "EU", "NZ", "IE"]


@pytest.mark.parametrize(
    ("before", "after", "title"),
    [
        (
            {"EU": 40, "AU": 20, "NZ": 80}, {"EU": 50, "AU": 60, "NZ": 80},
            "Of 3 with a score on both dates, 2 have risen on stackability since 22 November 2022 beyond doubt: "
            "Australia and the European Union",
        ),
        (
            {"EU": 40, "AU": 60}, {"EU": 52, "AU": 60},
            "Of 2 with a score on both dates, 1 has risen on stackability since 22 November 2022 beyond doubt: "
            "the European Union",
        ),
        (
            {"EU": 40}, {"EU": 30},
            "No rise on stackability since 22 November 2022 is beyond doubt, of 1 with a score on both dates",
        ),
        ({"EU": (0, 50)}, {"EU": 30}, "Nobody has a score on stackability on both dates"),
    ],
)  # fmt: skip
def test_the_title_says_who_rose_and_changes_with_the_frames(before, after, title, now):
    assert charts.then_and_now(on(ARTICLE, **before), on(now.atlas.date, **after), now.atlas).title == title


def joins(drawing):
    """Return the lines that join two dots."""
    return [line for axes in drawing.axes for line in axes.lines
            if line.get_zorder() == 3 and len(line.get_xdata()) == 2]  # fmt: skip


def test_who_lacks_a_score_on_one_date_gives_bounds_there_and_is_not_joined(now, look, drawings):
    figure = charts.then_and_now(on(ARTICLE, EU=40, NZ=(10, 60)), on(now.atlas.date, EU=50, NZ=30), now.atlas)
    assert {"40 \u2192 50", "10\u201360 \u2192 30"} <= set(look(figure).texts)
    assert len(joins(drawings[-1])) == 1


def test_what_did_not_change_is_named_in_a_line_and_has_no_row(now, look):
    figure = charts.then_and_now(on(ARTICLE, EU=40, NZ=80), on(now.atlas.date, EU=50, NZ=80), now.atlas)
    assert "Unchanged: New Zealand (80)." in look(figure).texts and "New Zealand" not in look(figure).texts


def test_a_framework_on_one_of_the_dates_only_is_no_change_of_a_score(now):
    ends = ends_of(on(ARTICLE, EU=40, SG="not-in-force"), on("2026-01-01", EU=50, SG=20)).assign(sure=[True, False])
    blocks, same = part_ends(ends, Language(now.atlas))
    assert blocks == [("Changed", ["EU"]), ("A framework on one of the dates only", ["SG"])] and same == []


def test_what_is_read_with_other_confidence_has_not_risen_and_stands_apart(now, look):
    before, after = on(ARTICLE, EU=40, NZ=70), on(now.atlas.date, confidences={"EU": "low"}, EU=55, NZ=80)
    figure = charts.then_and_now(before, after, now.atlas)
    assert figure.title.endswith(", 1 has risen on stackability since 22 November 2022 beyond doubt: New Zealand")
    assert "Different, but not beyond doubt: European Union." in figure.alt
    texts = look(figure).texts
    names = ("Changed", "New Zealand", "Different, perhaps only since more was read", "European Union")
    assert all(name in texts for name in names)


def test_ontario_has_not_fallen_and_nobody_has_risen_where_the_table_doubts_it(now):
    figure = charts.then_and_now(View(now.atlas).scores_before, now.scores, now.atlas)
    assert "have risen" not in figure.title and "Lower" not in figure.alt
    assert figure.title.startswith("No rise on stackability") and not [row for row in figure.rows if row[-2] == "yes"]
    figure = charts.then_and_now(View(now.atlas).scores_before, now.scores, now.atlas, dimension="PO")
    sure = [row for row in figure.rows if row[-2] == "yes"]
    assert f"{len(sure)} has risen" in figure.title and sure[0][0] == "Spain"


def test_who_fell_is_in_the_alt_text(now):
    figure = charts.then_and_now(on(ARTICLE, EU=40, AU=40), on(now.atlas.date, EU=30, AU=50), now.atlas)
    assert "Lower: European Union." in figure.alt


def test_another_dimension_and_day_have_an_id_of_their_own(now):
    before = replace(now.scores, date="2024-01-01")
    figure = charts.then_and_now(before, now.scores, now.atlas, dimension="SP")
    assert figure.id == f"then-and-now-{now.atlas.date}-sp-2024-01-01"
    day = Language(now.atlas).date(now.atlas.date)
    assert figure.subtitle == f"Speed in points, 0 to 100, on 1 January 2024 and on {day}"
