"""The card of a reform says in words what a provision is before and after, and what was not read as such."""

import pandas as pd
import pytest

from credatlas.figures import charts
from credatlas.figures.charts.reform_steps import order_changes
from credatlas.figures.language.language import Language
from credatlas.index.reforms.cheapest import Reform
from credatlas.index.reforms.packages import reform_packages

NONE = pd.Series(dtype=float)


def reform(target, steps, **changes):
    """A reform of the colleges: indicator = (codes before, codes after)."""
    rows = [
        {"dimension_id": indicator[:2], "indicator_id": indicator, "codes_before": before, "codes_after": after,
         "scope_before": "targeted" if before else "", "scope_after": "general", "score_before": 0.0,
         "score_after": 50.0, "steps": 1, "models": 2}
        for indicator, (before, after) in changes.items()
    ]  # fmt: skip
    columns = ["dimension_id", "indicator_id", "codes_before", "codes_after", "scope_before", "scope_after"]
    columns += ["score_before", "score_after", "steps", "models"]
    return Reform("CA-CICAN", target, 0.0, NONE, NONE, steps, (), pd.DataFrame(rows, columns=columns), pd.DataFrame())


@pytest.mark.parametrize(
    ("target", "goal"),
    [
        ("EU", "the score of the European Union on stackability"),
        ("50", "50 points on stackability"),
        ("rank 3", "rank 3 on stackability"),
        ("dominated by nobody", "a place where nobody dominates it"),
    ],
)
def test_the_title_names_the_indicators_and_says_the_target_in_words(target, goal, now):
    figure = charts.reform_steps(reform(target, 3, ST1=("1,0,0", "2,1,1")), now.atlas)
    assert figure.title == f"Colleges and Institutes Canada could reach {goal} with firmer provisions on stacking"


def test_who_needs_no_reform_is_told_so(now, look):
    figure = charts.reform_steps(reform("50", 0), now.atlas)
    assert figure.title == "Colleges and Institutes Canada has reached 50 points already"
    assert "No provision needs to change." in look(figure).texts


def test_codes_stand_in_words_and_those_that_would_change_are_bold(now, drawings):
    charts.reform_steps(reform("50", 3, ST1=("1,1,2", "3,1,3")), now.atlas)
    (paper,) = drawings[0].axes
    t, written = Language(now.atlas), [(text.get_text(), text.get_fontweight()) for text in paper.texts]
    after = [("obligation", 3, "bold"), ("precision", 1, "normal"), ("delegation", 3, "bold")]
    assert [(t.code(name, code), weight) for name, code, weight in after] == written[-4:-1]
    assert {t.code("obligation", 1), t.code("delegation", 2)} <= {text for text, _ in written}


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_who_decides_is_written_whole_on_a_phone(lang, now, look):
    figure = charts.reform_steps(reform("50", 1, ST1=("1,1,2", "1,1,2"), ST2=("1,1,1", "1,1,2")), now.atlas,
                                 size="tall", lang=lang)  # fmt: skip
    whole, texts = Language(now.atlas, lang).code("delegation", 2), look(figure).texts
    assert " ".join(texts).count(whole) == 3 and not any("\u2026" in text for text in texts)


def test_what_could_not_be_read_says_so_and_starts_from_zero(now, look):
    changes = order_changes(reform("50", 1, ST1=("", "1,0,0")).changes, ["ST1"])
    assert changes.at[0, "before"] == (0, 0, 0)
    figure = charts.reform_steps(reform("50", 1, ST1=("", "1,0,0")), now.atlas)
    assert "not read" in look(figure).texts and "stacking: not read; after: " in figure.alt


def test_a_wider_scope_is_said(now):
    figure = charts.reform_steps(reform("50", 1, ST1=("1,1,1", "1,1,1")), now.atlas)
    assert "Widened from some to all: stacking." in figure.caption


def test_a_package_of_the_data_is_named_and_is_not_the_one_reform(now, look):
    found = reform_packages(now.atlas, "CA-CICAN", "EU")["credit and level"]
    figure = charts.reform_steps(found, now.atlas)
    assert (
        figure.title.endswith("with firmer provisions on credit value and level")
        and "One of several ways" in figure.caption
    )
    assert look(figure).column("indicator_id") == list(found.changes["indicator_id"])
    assert sum(look(figure).column("steps")) == found.steps


def test_an_unknown_indicator_is_refused(now):
    with pytest.raises(KeyError, match="'ST9' is not an indicator"):
        charts.reform_steps(reform("50", 1, ST9=("", "1,0,0")), now.atlas)
