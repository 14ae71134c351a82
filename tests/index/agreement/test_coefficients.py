"""Agreement coefficients against the examples of their authors."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credatlas.index.agreement.coefficients import (
    LEVELS,
    UndefinedAgreement,
    bootstrap_by,
    confusion,
    gwet_ac2,
    krippendorff_alpha,
    percent_agreement,
)

ABSENT = np.nan


@pytest.fixture
def krippendorff():
    """4 coders, 12 units (Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011; also Gwet 2014)."""
    return pd.DataFrame(
        {
            "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, ABSENT, ABSENT, ABSENT],
            "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, ABSENT, 3],
            "C": [ABSENT, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, ABSENT],
            "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, ABSENT],
        }
    )


@pytest.fixture
def abstractors():
    """100 pregnancies, two abstractors: ectopic, abnormal and normal intrauterine (Gwet 2014; R package irrCAC)."""
    table = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
    pairs = [(row, column) for row in range(3) for column in range(3) for _ in range(table[row][column])]
    return pd.DataFrame(pairs, columns=["A", "B"])


@pytest.mark.parametrize(("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_krippendorffs_canonical_example(krippendorff, level, alpha):
    """Krippendorff 2011: .743, .815 and .849."""
    assert round(krippendorff_alpha(krippendorff, level), 3) == alpha


def test_krippendorffs_two_observers_and_ten_articles():
    """Krippendorff 2011, binary data: 14 zeros, 6 ones, 4 of 10 units differ; 1 - 19 x 8 / (2 x 14 x 6) = .095."""
    codes = pd.DataFrame({"Meg": [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], "Owen": [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]})
    assert krippendorff_alpha(codes, "nominal") == pytest.approx(1 - 19 * 8 / (2 * 14 * 6))


def test_gwets_example_with_absent_raters(krippendorff):
    """Gwet 2014; R package irrCAC: agreement 0.8181818, AC1 0.77544, AC2 with quadratic weights 0.914."""
    assert percent_agreement(krippendorff) == pytest.approx(9 / 11)
    assert round(gwet_ac2(krippendorff, "identity"), 5) == 0.77544
    assert round(gwet_ac2(krippendorff, "quadratic"), 3) == 0.914


@pytest.mark.parametrize(("weights", "ac2"), [("identity", 0.849), ("ordinal", 0.925), ("linear", 0.900)])
def test_gwets_two_abstractors(abstractors, weights, ac2):
    """irrCAC: AC1 0.8493, AC2 0.925 with ordinal and 0.900 with linear weights."""
    assert round(gwet_ac2(abstractors, weights), 3) == ac2


def test_the_abstractors_alpha_and_table(abstractors):
    """irrCAC: percent agreement 0.89, Krippendorff's alpha 0.7972585."""
    assert percent_agreement(abstractors) == pytest.approx(0.89)
    assert krippendorff_alpha(abstractors, "nominal") == pytest.approx(0.7972585, abs=1e-7)
    assert confusion(abstractors).to_numpy().tolist() == [[13, 0, 0], [0, 20, 7], [0, 4, 56]]


def test_a_confusion_table_shows_codes_that_nobody_used():
    table = confusion(pd.DataFrame({"a": [0, 2, 2], "b": [0, 2, np.nan]}), categories=[0, 1, 2, 3])
    assert table.to_numpy().tolist() == [[1, 0, 0, 0], [0] * 4, [0, 0, 1, 0], [0] * 4]
    assert (table.index.name, table.columns.name) == ("a", "b")


def test_words_agree_like_numbers():
    codes = pd.DataFrame({"a": ["silent", "supports", "silent"], "b": ["silent", "supports", "supports"]})
    assert percent_agreement(codes) == pytest.approx(2 / 3)
    numbers = codes.replace({"silent": 0, "supports": 1})
    assert krippendorff_alpha(codes, "nominal") == krippendorff_alpha(numbers, "nominal")


def test_when_nearly_all_is_zero_ac1_stays_high_and_alpha_collapses():
    """98 of 100 units 0,0 and two 0,1: alpha = 1 - 199 x 2 x 2 / (2 x 198 x 2) < 0 in spite of 98 % agreement; AC1 =
    (0.98 - e) / (1 - e) with e = 2 x 0.01 x 0.99."""
    codes = pd.DataFrame({"a": [0] * 100, "b": [0] * 98 + [1] * 2})
    chance = 2 * 0.01 * 0.99
    assert krippendorff_alpha(codes, "nominal") == pytest.approx(1 - 199 * 2 / (2 * 198))
    assert gwet_ac2(codes, "identity") == pytest.approx((0.98 - chance) / (1 - chance))


def test_one_code_only_has_agreement_but_no_coefficient():
    codes = pd.DataFrame({"a": [2, 2], "b": [2, 2]})
    assert percent_agreement(codes) == 1
    with pytest.raises(UndefinedAgreement, match="alpha has no value: every code is 2"):
        krippendorff_alpha(codes)
    with pytest.raises(UndefinedAgreement, match="AC2 has no value: every code is 2"):
        gwet_ac2(codes)
    assert gwet_ac2(codes, categories=[0, 1, 2, 3]) == 1


@pytest.mark.parametrize("measure", [percent_agreement, krippendorff_alpha, gwet_ac2])
def test_a_single_coder_agrees_with_nobody(measure):
    with pytest.raises(UndefinedAgreement, match="no unit was coded by two coders"):
        measure(pd.DataFrame({"a": [1, np.nan], "b": [np.nan, 2]}))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda codes: krippendorff_alpha(codes, "x"), "level must be one of nominal, ordinal, interval, not 'x'"),
        (lambda codes: gwet_ac2(codes, "x"), "weights must be one of identity, ordinal, linear, quadratic, not 'x'"),
        (lambda codes: gwet_ac2(codes, categories=[0, 1]), "code 3 is not among the categories 0, 1"),
        (lambda codes: confusion(codes.assign(c=1)), "a confusion table needs 2 coders, not 3"),
        (lambda codes: bootstrap_by(gwet_ac2, codes, ["x", "x"]), "a bootstrap needs at least 2 groups, not 1"),
        (lambda codes: bootstrap_by(percent_agreement, codes, ["x"]), "1 groups for 2 units"),
    ],
)
def test_a_wrong_argument_says_what_is_allowed(call, message):
    with pytest.raises(ValueError) as error:
        call(pd.DataFrame({"a": [0, 3], "b": [1, 3]}))
    assert str(error.value) == message


codes = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=3, max_size=30).map(
    lambda rows: pd.DataFrame([*rows, (0, 1)], columns=["a", "b"])
)


@given(codes)
def test_coders_who_agree_throughout_have_coefficient_one(codes):
    same = codes.assign(b=codes.a, c=codes.a)
    if same.a.nunique() > 1:
        assert [krippendorff_alpha(same, level) for level in LEVELS] == pytest.approx([1] * 3)
        assert gwet_ac2(same) == pytest.approx(1)


@given(codes)
def test_who_is_called_first_does_not_matter(codes):
    swapped = codes[["b", "a"]]
    assert krippendorff_alpha(swapped) == pytest.approx(krippendorff_alpha(codes))
    assert gwet_ac2(swapped) == pytest.approx(gwet_ac2(codes))
    assert (confusion(swapped).to_numpy() == confusion(codes).to_numpy().T).all()


@given(codes)
def test_agreement_is_the_diagonal_of_the_confusion_table(codes):
    table = confusion(codes).to_numpy()
    assert percent_agreement(codes) == pytest.approx(np.trace(table) / table.sum())


def test_a_bootstrap_draws_whole_groups():
    """Group x agrees throughout, y never: a draw of two groups has agreement 0, 1/2 or 1 and nothing else."""
    frame = pd.DataFrame({"a": [1, 2, 1, 2], "b": [1, 2, 2, 1]})
    seen = set()
    interval = bootstrap_by(
        lambda drawn: seen.add(percent_agreement(drawn)) or percent_agreement(drawn), frame, list("xxyy"), draws=200
    )
    assert seen == {0, 0.5, 1}
    assert (interval.point, interval.low, interval.high, interval.draws, interval.undefined) == (0.5, 0, 1, 200, 0)


def test_draws_without_a_value_are_counted():
    """Each group has one code only; a draw of the same group twice (1 in 2) leaves alpha without a value."""
    frame = pd.DataFrame({"a": [1, 1, 2, 2], "b": [1, 1, 2, 2]})
    interval = bootstrap_by(krippendorff_alpha, frame, list("xxyy"), draws=400)
    assert 150 < interval.undefined < 250 and (interval.low, interval.high) == (1, 1)


def test_the_same_seed_gives_the_same_interval(krippendorff):
    intervals = [bootstrap_by(gwet_ac2, krippendorff, range(12), draws=50, seed=seed) for seed in (1, 1, 2)]
    assert intervals[0] == intervals[1] != intervals[2]


def test_ordered_categories_have_their_own_order_and_text_has_none():
    """low < mid < high is the order of 0 < 1 < 2 and not of the alphabet; NA of pandas is a code that was not given."""
    numbers = pd.DataFrame({"a": [0, 1, 2, 2, 0, None, 1], "b": [0, 1, 2, 1, 1, 2, 1]})
    words = numbers.replace({0: "low", 1: "mid", 2: "high"})
    ordered = words.astype(pd.CategoricalDtype(["low", "mid", "high"], ordered=True))
    for agreement in (krippendorff_alpha, gwet_ac2, percent_agreement):
        assert agreement(ordered) == pytest.approx(agreement(numbers)) == agreement(numbers.astype("Int64"))
    for agreement in (krippendorff_alpha, gwet_ac2):
        with pytest.raises(ValueError, match="codes are text, and their order is not known"):
            agreement(words)


def test_each_unit_of_a_bootstrap_has_a_group():
    codes = pd.DataFrame({"a": [0, 1, 2, 2], "b": [0, 1, 2, 1]})
    with pytest.raises(ValueError, match="unit 4 of 4 has no group"):
        bootstrap_by(krippendorff_alpha, codes, ["a", "a", "b", None])
