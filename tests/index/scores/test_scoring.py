"""Scores by hand, from published indices, and the promises of the codebook as properties."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credatlas.index.scores.method import Method
from credatlas.index.scores.scoring import (
    combine,
    list_barriers,
    rank,
    score,
    score_composite,
    score_dimensions,
    score_indicators,
    score_provisions,
)

DIMENSIONS = {"ST": 3, "PO": 3, "SP": 2}  # how many attributes count


def provision(
    indicator="ST1",
    status="supports",
    codes=(0, 0, 0),
    scope="general",
    jurisdiction="A",
    framework="a-2020",
    confidence="high",
):
    o, p, d = codes if status in ("supports", "silent", "hinders") else (np.nan,) * 3
    return {
        "framework_id": framework,
        "jurisdiction_id": jurisdiction,
        "dimension_id": indicator[:2],
        "indicator_id": indicator,
        "status": status,
        "scope": scope if status == "supports" else "",
        "obligation": o,
        "precision": p,
        "delegation": d,
        "confidence": confidence,
        "finding": f"{framework} {indicator}",
        "source_id": "s",
    }


def frame(*rows):
    return pd.DataFrame(list(rows))


def six(dimension="ST", statuses=("silent",) * 6, **kwargs):
    return [provision(f"{dimension}{i + 1}", status, **kwargs) for i, status in enumerate(statuses)]


# One provision


@pytest.mark.parametrize(
    ("indicator", "codes", "scope", "by_hand"),
    [
        ("ST1", (3, 3, 3), "general", 100),
        ("ST1", (3, 0, 0), "general", 100 / 3),
        ("PO2", (2, 3, 1), "general", 100 * 6 / 9),
        (
            "SP1",
            (2, 1, 3),
            "general",
            100 * 3 / 6,
        ),  # an authority that decides everything is not fast: delegation has no weight
        ("ST1", (3, 3, 3), "targeted", 100 * 2 / 3),
    ],
)
def test_a_provision_by_hand(indicator, codes, scope, by_hand):
    assert score_provisions(frame(provision(indicator, codes=codes, scope=scope)), Method()).item() == pytest.approx(
        by_hand, abs=1e-12
    )


def test_silent_and_hinders_score_zero_and_missing_and_not_applicable_have_no_score():
    scores = score_provisions(
        frame(*[provision(status=status) for status in ("silent", "hinders", "missing", "not-applicable")]), Method()
    )
    assert scores.fillna(-1).tolist() == [0, 0, -1, -1]


def test_obligation_as_a_gate_caps_the_mean_and_the_weakest_link_is_the_minimum():
    rows = frame(provision(codes=(1, 3, 3)))
    assert score_provisions(rows, Method(attribute_mean="gate")).item() == pytest.approx(100 / 3)
    assert score_provisions(rows, Method(attribute_mean="minimum")).item() == pytest.approx(100 / 3)
    assert score_provisions(rows, Method()).item() == pytest.approx(100 * 7 / 9)


@given(
    st.tuples(*[st.integers(1, 3)] * 3),
    st.integers(0, 2),
    st.sampled_from(["arithmetic", "geometric", "harmonic", "minimum", "gate"]),
    st.sampled_from(["ST1", "SP1"]),
)
def test_a_higher_code_never_lowers_a_score(codes, place, mean, indicator):
    higher = tuple(min(3, code + (i == place)) for i, code in enumerate(codes))
    low, high = score_provisions(
        frame(provision(indicator, codes=codes), provision(indicator, codes=higher)), Method(attribute_mean=mean)
    )
    assert high >= low - 1e-9


# A jurisdiction: the strongest provision counts


def test_the_strongest_framework_counts_and_is_named():
    rows = frame(provision(codes=(1, 1, 0), framework="weak"), provision(codes=(2, 2, 2), framework="strong"))
    counted = score_indicators(rows, Method()).iloc[0]
    assert (counted["framework_id"], counted["score"]) == ("strong", pytest.approx(100 * 6 / 9))


def test_a_value_counts_before_missing_and_missing_before_not_applicable():
    silent_and_missing = score_indicators(
        frame(provision(status="missing", framework="m"), provision(status="silent", framework="s")), Method()
    ).iloc[0]
    assert (silent_and_missing["status"], silent_and_missing["score"], silent_and_missing["framework_id"]) == (
        "silent",
        0,
        "s",
    )
    assert score_indicators(frame(provision(status="not-applicable"), provision(status="missing")), Method())[
        "status"
    ].tolist() == ["missing"]
    assert score_indicators(frame(provision(status="not-applicable"), provision(status="not-applicable")), Method())[
        "status"
    ].tolist() == ["not-applicable"]


@pytest.mark.parametrize("order", [1, -1], ids=["as written", "turned"])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"status": "supports"}, {"status": "hinders"}),
        ({"status": "hinders"}, {"status": "silent"}),
        ({"confidence": "high"}, {"confidence": "medium"}),
        ({"confidence": "medium"}, {"confidence": "low"}),
        ({"confidence": "low"}, {"confidence": "not-found"}),
        ({"status": "supports", "confidence": "low"}, {"status": "silent", "confidence": "high"}),
    ],
    ids=["support before barrier", "barrier before silence", "high", "medium", "low", "status before confidence"],
)
def test_of_equal_scores_the_provision_that_says_most_and_most_surely_counts(first, second, order):
    """All of them score 0, so that only the stated order of ties decides, whatever the order of the rows."""
    rows = [provision(framework="first", **first), provision(framework="second", **second)]
    assert score_indicators(frame(*rows[::order]), Method())["framework_id"].tolist() == ["first"]


def test_a_barrier_is_listed_even_where_another_framework_supports():
    rows = frame(provision(codes=(2, 2, 2), framework="open"), provision(status="hinders", framework="shut"))
    assert score_indicators(rows, Method())["framework_id"].tolist() == ["open"]
    assert list_barriers(rows)[["framework_id", "indicator_id"]].to_numpy().tolist() == [["shut", "ST1"]]


def test_a_jurisdiction_without_a_framework_is_missing_throughout_and_never_zero():
    indicators = score_indicators(frame(*six()), Method(), jurisdictions=["A", "B"])
    nobody = indicators[indicators["jurisdiction_id"] == "B"]
    assert len(nobody) == 6 and set(nobody["status"]) == {"missing"} and nobody["score"].isna().all()
    dimension = score_dimensions(indicators, Method()).set_index("jurisdiction_id").loc["B"]
    assert (dimension["low"], dimension["high"], dimension["coded"], dimension["applicable"]) == (0, 100, 0, 6)
    assert np.isnan(dimension["score"]) and dimension["class"] == "read-too-little"


# Dimensions and composite


def test_four_of_six_give_a_point_value_and_three_do_not():
    four = score_dimensions(
        score_indicators(
            frame(*six(statuses=["silent"] * 3 + ["supports"] + ["missing"] * 2, codes=(3, 3, 3))), Method()
        ),
        Method(),
    ).iloc[0]
    assert (four["score"], four["low"], four["high"]) == (25, pytest.approx(100 / 6), pytest.approx(300 / 6))
    three = score_dimensions(
        score_indicators(frame(*six(statuses=["silent"] * 3 + ["missing"] * 3)), Method()), Method()
    ).iloc[0]
    assert np.isnan(three["score"]) and (three["low"], three["high"]) == (0, 50)


def test_not_applicable_leaves_the_mean():
    row = score_dimensions(
        score_indicators(frame(*six("SP", ["supports"] * 5 + ["not-applicable"], codes=(3, 3, 0))), Method()), Method()
    ).iloc[0]
    assert (row["score"], row["coded"], row["applicable"], row["coverage"]) == (100, 5, 5, 1)


def test_the_composite_needs_every_dimension():
    dimensions = pd.DataFrame(
        {
            "jurisdiction_id": ["A", "A", "B", "B"],
            "dimension_id": ["ST", "SP"] * 2,
            "score": [30, 60, np.nan, 60],
            "low": [30, 60, 0, 60],
            "high": [30, 60, 50, 60],
            "coded": [6, 6, 3, 6],
            "applicable": [6, 6, 6, 6],
            "class": ["scored", "scored", "estimated", "scored"],
        }
    )
    composite = score_composite(dimensions, Method()).set_index("jurisdiction_id")
    assert composite.loc["A", "score"] == 45 and np.isnan(composite.loc["B", "score"])
    assert composite.loc["B", ["low", "high", "coverage"]].tolist() == [30, 55, 0.75]
    assert composite["class"].tolist() == ["scored", "estimated"]
    assert (
        score_composite(dimensions, Method(dimension_weights={"ST": 2})).set_index("jurisdiction_id").loc["A", "score"]
        == 40
    )


def test_an_indicator_or_a_dimension_of_weight_zero_counts_nowhere():
    """ST1 to ST3 are read and ST4 to ST6 not: without the last three, all of stackability is read; speed is not."""
    rows = frame(*six("ST", ["silent"] * 3 + ["missing"] * 3), *six("SP", ["missing"] * 6))
    method = Method(indicator_weights=dict.fromkeys(["ST4", "ST5", "ST6"], 0.0), dimension_weights={"SP": 0})
    dimensions = score_dimensions(score_indicators(rows, method), method)
    assert dimensions[["coded", "applicable", "coverage"]].values.tolist() == [[3, 3, 1], [0, 6, 0]]
    assert dimensions["class"].tolist() == ["scored", "estimated"]  # 3 of the 9 that weigh
    composite = score_composite(dimensions, method).iloc[0]
    assert (composite["coverage"], composite["class"], composite["score"]) == (1, "scored", 0)


def test_the_codebook_of_version_2_stays_computable(atlas):
    """Four of six, and a search in vain is a silent text: recomputed with fractions from every provision."""
    for day in ("2022-11-22", "latest"):
        narrowed = atlas.as_of(day)
        dimensions = score(narrowed, Method.codebook_2()).dimensions
        scores = dimensions.set_index(["jurisdiction_id", "dimension_id"])["score"]
        for jurisdiction in narrowed:
            for dimension, value in _by_hand(narrowed[jurisdiction]).items():
                expected = np.nan if value is None else float(value)
                assert scores[jurisdiction, dimension] == pytest.approx(expected, abs=1e-10, nan_ok=True)
        assert (scores == 0).any() and (score(narrowed).dimensions["score"] == 0).sum() < (scores == 0).sum()


def test_scores_need_a_date(atlas):
    with pytest.raises(
        ValueError,
        match=r"^scores belong to a date: narrow the data first, e\.g\. load\(\)\.as_of\('2022-11-22'\) or \.as_of\('latest'\)$",
    ):
        score(atlas)


def _by_hand(rows):
    """Recompute dimension scores from codes with fractions, as one would on paper: {dimension: score or None}."""
    best = {}
    for row in rows.itertuples():
        if row.status == "missing":
            continue
        if row.status == "not-applicable":
            best.setdefault(row.indicator_id, []).append(None)
            continue
        counted = DIMENSIONS[row.indicator_id[:2]]
        points = Fraction(100 * int(sum((row.obligation, row.precision, row.delegation)[:counted])), 3 * counted)
        best.setdefault(row.indicator_id, []).append(points * (Fraction(2, 3) if row.scope == "targeted" else 1))
    values = {indicator: max((p for p in points if p is not None), default=None) for indicator, points in best.items()}
    scores = {}
    for dimension in DIMENSIONS:
        read = [value for indicator, value in values.items() if indicator.startswith(dimension) and value is not None]
        scores[dimension] = sum(read) / len(read) if len(read) >= 4 else None
    return scores


@pytest.mark.parametrize("date", ["2022-11-22", "latest"])
@pytest.mark.parametrize("jurisdiction", ["CA-CICAN", "EU", "NZ", "CA-ON", "AU"])
def test_real_scores_equal_a_calculation_with_fractions(atlas, jurisdiction, date):
    narrowed = atlas.as_of(date)
    expected = _by_hand(narrowed.provisions[narrowed.provisions["jurisdiction_id"] == jurisdiction])
    dimensions = score(narrowed).dimensions.query("jurisdiction_id == @jurisdiction").set_index("dimension_id")["score"]
    for dimension, value in expected.items():
        assert (np.isnan(dimensions[dimension]) and value is None) or dimensions[dimension] == pytest.approx(
            float(value), abs=1e-10
        )


def test_the_colleges_framework_with_a_pencil(atlas):
    """Ninths of 100: ST 2+1+0+0+2+4 = 9 over 6; PO 2+0+4+0+0+0 = 6 over 6; SP 0, -, 0, 0, 50, 50 over 5."""
    scores = score(atlas.as_of("2022-11-22"))
    rows = scores.dimensions.query("jurisdiction_id == 'CA-CICAN'")["score"].tolist()
    assert rows == pytest.approx([100 / 9 * 9 / 6, 100 / 9 * 6 / 6, 20])
    assert scores.composite.set_index("jurisdiction_id").loc["CA-CICAN", "score"] == pytest.approx(
        (150 / 9 + 100 / 9 + 20) / 3
    )


def test_every_jurisdiction_has_a_row_for_every_dimension_also_before_any_framework(atlas):
    for date in ("1990-01-01", "2022-11-22"):
        dimensions = score(atlas.as_of(date)).dimensions
        assert len(dimensions) == len(atlas.jurisdictions) * 3
        assert not dimensions.duplicated(["jurisdiction_id", "dimension_id"]).any()


def test_leaving_a_jurisdiction_out_moves_nobody_else(atlas):
    narrowed, method = atlas.as_of("latest"), Method()
    whole = score_indicators(narrowed.provisions, method).set_index(["jurisdiction_id", "indicator_id"])["score"]
    for gone in ("EU", "CA-ON"):
        rest = score_indicators(narrowed.provisions[narrowed.provisions["jurisdiction_id"] != gone], method).set_index(
            ["jurisdiction_id", "indicator_id"]
        )["score"]
        pd.testing.assert_series_equal(rest, whole.drop(gone, level=0))


@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(random):
    rows = six(codes=(2, 1, 1), statuses=["supports", "silent", "missing"] * 2) + six(
        codes=(3, 1, 0), statuses=["silent", "supports"] * 3, framework="b-2020"
    )
    shuffled = rows.copy()
    random.shuffle(shuffled)
    scores = [
        score_dimensions(score_indicators(frame(*case), Method()), Method())["score"].item()
        for case in (rows, shuffled)
    ]
    assert scores[0] == pytest.approx(scores[1])


@given(st.lists(st.sampled_from(["silent", "missing", "supports"]), min_size=6, max_size=6))
def test_a_score_lies_between_its_bounds_and_reading_more_narrows_them(statuses):
    row = score_dimensions(score_indicators(frame(*six(statuses=statuses, codes=(2, 2, 2))), Method()), Method()).iloc[
        0
    ]
    assert row["low"] <= row["high"] and (
        np.isnan(row["score"]) or row["low"] - 1e-9 <= row["score"] <= row["high"] + 1e-9
    )
    assert row["high"] - row["low"] == pytest.approx(100 * statuses.count("missing") / 6)


# The numeric core, against published indices


def test_combine_gives_the_human_development_index_of_norway():
    """UNDP Human Development Report 2021/22, table 1 and technical note 1: Norway 2021, HDI 0.961.

    Life expectancy 83.2 (20-85), expected 18.2 (0-18, capped) and mean 13.0 (0-15) years of schooling, income 64 660
    (100-75 000, logarithms).
    """
    health = (83.2 - 20) / 65
    education = (min(18.2 / 18, 1) + 13.0 / 15) / 2
    income = (np.log(64660) - np.log(100)) / (np.log(75000) - np.log(100))
    values = pd.DataFrame({"health": [health], "education": [education], "income": [income]}, index=["Norway"])
    assert round(combine(values, mean="geometric")["Norway"], 3) == 0.961


def test_weights_go_by_column_and_any_scale():
    values = pd.DataFrame({"a": [0.0], "b": [90.0]}, index=["X"])
    assert combine(values, weights=pd.Series({"b": 1, "a": 2}))["X"] == 30
    assert combine(values, weights=[2, 1])["X"] == 30


def test_one_missing_value_makes_a_unit_missing_unless_it_is_skipped():
    values = pd.DataFrame({"a": [np.nan, 10.0], "b": [90.0, 20.0]}, index=["X", "Y"])
    assert combine(values).fillna(-1).to_dict() == {"X": -1, "Y": 15}
    assert combine(values, missing="skip").to_dict() == {"X": 90, "Y": 15}


def test_rank_shares_the_smallest_and_leaves_the_missing_without():
    ranks = rank(pd.Series({"A": 70.0, "B": 90.0, "C": 70.0 + 1e-9, "D": np.nan, "E": 10.0}))
    assert ranks.fillna(-1).to_dict() == {"A": 2, "B": 1, "C": 2, "D": -1, "E": 4}
    assert rank(pd.Series({"A": 1.004, "B": 1.0}), decimals=2).tolist() == [1, 1]


def test_combine_gives_the_worked_example_of_oxcgrt():
    """Oxford COVID-19 Government Response Tracker, index methodology version 3.6: nine indicators, one without data.

    Each is 100 x (v - (F - f) / 2) / N; with absent counted as 0 the index is 43.98, on available codes 49.48, and if the absent one
    were anything it would lie between 43.98 and 55.09.
    """
    coded = {
        "C1": (2, 1, 1, 3),
        "C3": (2, 0, 1, 2),
        "C4": (2, 0, 1, 4),
        "C5": (0, 0, 0, 2),
        "C6": (1, 0, 1, 3),
        "C7": (1, 1, 1, 2),
        "C8": (3, 0, 0, 4),
        "H1": (2, 0, 1, 2),
    }
    sub_indices = {name: 100 * (v - 0.5 * (flagged - flag)) / most for name, (v, flag, flagged, most) in coded.items()}
    values = pd.DataFrame({**sub_indices, "C2": np.nan}, index=["example"])
    assert round(combine(values.fillna(0))["example"], 2) == 43.98
    assert round(combine(values, missing="skip")["example"], 2) == 49.48
    assert round(combine(values.fillna(100))["example"], 2) == 55.09
    assert np.isnan(combine(values)["example"])
