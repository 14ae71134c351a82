"""Reform steps show each code before and after, and what was not read as such."""

import pandas as pd
import pytest

from credatlas.figures import charts
from credatlas.figures.charts.reform_steps import order_changes
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
        ("EU", "the score of European Union on stackability"),
        ("50", "50 points on stackability"),
        ("rank 3", "rank 3 on stackability"),
        ("dominated by nobody", "a place where nobody dominates it"),
    ],
)
def test_the_title_counts_the_steps_and_says_the_target_in_words(target, goal, now):
    figure = charts.reform_steps(reform(target, 3, ST1=("1,0,0", "2,1,1")), now.atlas)
    assert figure.title == (f"Colleges and Institutes Canada would reach {goal} by 3 code steps in 1 indicator")


def test_who_needs_no_reform_is_told_so(now, look):
    figure = charts.reform_steps(reform("50", 0), now.atlas)
    assert figure.title == "Colleges and Institutes Canada has reached 50 points already"
    assert "no step is needed" in look(figure).texts


def test_dots_stand_at_the_codes_before_and_after(now, drawings):
    charts.reform_steps(reform("50", 6, ST1=("0,1,2", "3,3,3")), now.atlas)
    (paper,) = drawings[0].axes
    moves = [line.get_xdata() for line in paper.lines if line.get_alpha() == 0.6]
    assert [end - start for start, end in moves] == pytest.approx(
        [length * (moves[0][1] - moves[0][0]) for length in (1, 2 / 3, 1 / 3)]
    )


def test_what_could_not_be_read_is_hatched_and_starts_from_zero(now, drawings):
    changes = order_changes(reform("50", 1, ST1=("", "1,0,0")).changes, ["ST1"])
    assert changes.at[0, "before"] == (0, 0, 0)
    figure = charts.reform_steps(reform("50", 1, ST1=("", "1,0,0")), now.atlas)
    (paper,) = drawings[0].axes
    assert sum(bool(patch.get_hatch()) for patch in paper.patches) == 4  # one for each attribute, and the key
    assert "ST1 from not read to 1,0,0." in figure.alt


def test_a_wider_scope_is_said(now):
    figure = charts.reform_steps(reform("50", 1, ST1=("1,1,1", "1,1,1")), now.atlas)
    assert "Widened from some to all: ST1." in figure.caption


def test_a_package_of_the_data_is_named_and_is_not_the_one_reform(now, look):
    found = reform_packages(now.atlas, "CA-CICAN", "EU")["credit and level"]
    figure = charts.reform_steps(found, now.atlas)
    assert figure.title.endswith("in 2 indicators: credit and level") and "One of several ways" in figure.caption
    assert look(figure).column("indicator_id") == list(found.changes["indicator_id"])
    assert sum(look(figure).column("steps")) == found.steps


def test_an_unknown_indicator_is_refused(now):
    with pytest.raises(KeyError, match="'ST9' is not an indicator"):
        charts.reform_steps(reform("50", 1, ST9=("", "1,0,0")), now.atlas)
