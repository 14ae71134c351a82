"""Agreement of the two passes, and the chance that one of them slips."""

import numpy as np
import pandas as pd
import pytest

from credatlas.index import agreement
from credatlas.index.agreement.coefficients import confusion
from credatlas.index.agreement.passes import (
    coding_error_chance,
    coding_error_rates,
    pair_passes,
    report_agreement,
)

COLUMNS = ["framework_id", "indicator_id", "status", "scope", "obligation", "precision", "delegation"]


def coding(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=COLUMNS).astype({"obligation": float, "precision": float, "delegation": float})


@pytest.fixture
def passes():
    """Two frameworks, six cells: four that both support, one silent in a only, one silent in both."""
    pass_a = coding(
        ("x", "ST1", "supports", "general", 1, 1, 0),
        ("x", "ST2", "supports", "general", 2, 2, 0),
        ("x", "ST3", "silent", "", 0, 0, 0),
        ("y", "ST1", "supports", "targeted", 3, 3, 3),
        ("y", "ST2", "silent", "", 0, 0, 0),
        ("y", "ST3", "supports", "general", 1, 1, 1),
    )
    pass_b = coding(
        ("x", "ST1", "supports", "general", 1, 1, 2),
        ("x", "ST2", "supports", "general", 3, 2, 1),
        ("x", "ST3", "supports", "general", 1, 1, 1),
        ("y", "ST1", "supports", "general", 3, 3, 3),
        ("y", "ST2", "silent", "", 0, 0, 0),
        ("y", "ST3", "supports", "general", 1, 1, 1),
        ("y", "ST4", "supports", "general", 1, 1, 1),
    )
    return pass_a, pass_b


def test_codes_are_compared_only_where_both_found_support(passes):
    """The zeros of y ST2 would agree by rule; y ST4 is in one pass only."""
    pairs = pair_passes(*passes)
    assert pairs.groupby("attribute").size().to_dict() == {
        "status": 6,
        "silent": 6,
        "scope": 4,
        "obligation": 4,
        "precision": 4,
        "delegation": 4,
    }
    delegation = pairs[pairs.attribute == "delegation"]
    assert delegation[["framework_id", "indicator_id", "a", "b"]].to_numpy().tolist() == [
        ["x", "ST1", 0, 2],
        ["x", "ST2", 0, 1],
        ["y", "ST1", 3, 3],
        ["y", "ST3", 1, 1],
    ]


def test_slips_are_counted_by_how_far_the_passes_are_apart(passes):
    rates = coding_error_rates(*passes).set_index("attribute")
    assert rates[["n", "same", "step", "more"]].T.to_dict("list") == {
        "silent": [6, 5, 1, 0],
        "scope": [4, 3, 1, 0],
        "obligation": [4, 3, 1, 0],
        "precision": [4, 4, 0, 0],
        "delegation": [4, 2, 1, 1],
    }
    assert rates.loc["delegation", ["posterior_a", "posterior_b"]].tolist() == [2.5, 2.5]
    assert rates.loc["precision", ["posterior_a", "posterior_b"]].tolist() == [0.5, 4.5]


def test_the_report_gives_agreement_per_attribute(passes):
    report = report_agreement(*passes, draws=20).set_index("attribute")
    assert report.agreement.to_dict() == {
        "status": pytest.approx(5 / 6),
        "scope": 0.75,
        "obligation": 0.75,
        "precision": 1,
        "delegation": 0.5,
    }
    assert report.loc["precision", ["alpha", "ac2", "n", "frameworks"]].tolist() == [1, 1, 4, 2]


def test_what_too_little_was_coded_twice_for_has_no_row(passes):
    one, other = ([coded[coded.framework_id == name] for coded in passes] for name in "xy")
    assert report_agreement(*one, draws=5).empty and report_agreement(one[0], other[1], draws=5).empty
    alike = [coded.assign(delegation=3.0) for coded in passes]
    assert report_agreement(*alike, draws=5)["attribute"].tolist() == ["status", "scope", "obligation", "precision"]


def test_two_passes_differ_when_exactly_one_slips():
    """s = 0.1: 2 x 0.1 x 0.9 = 0.18."""
    assert coding_error_chance(0.18) == pytest.approx(0.1)
    assert coding_error_chance(np.array([0.0, 0.5, 0.9])).tolist() == [0, 0.5, 0.5]


def test_the_chance_of_a_slip_is_found_again_in_simulated_passes():
    """40,000 cells with codes 0-3, each pass off by a step with chance 0.1. Where both slip, half of the inner codes
    end apart, so the passes differ in 0.18 + 0.01 / 4 of the cells: s looks like 0.1016."""
    random = np.random.default_rng(0)
    truth = random.integers(0, 4, 40_000)

    def one_pass():
        step = np.where(truth == 0, 1, np.where(truth == 3, -1, random.choice([-1, 1], 40_000)))
        codes = truth + step * (random.random(40_000) < 0.1)
        rows = ((f"f{number % 20}", number, "supports", "general", 1, 1, code) for number, code in enumerate(codes))
        return coding(*rows)

    rates = coding_error_rates(one_pass(), one_pass()).set_index("attribute")
    assert rates.loc["delegation", "slip"] == pytest.approx(0.1016, abs=0.005)


def test_our_two_passes_agree_as_reported_with_the_evidence(atlas):
    """Agreement is counted here by hand: on status where both passes have the cell, on codes where both support."""
    report = report_agreement(atlas.codings_a, atlas.codings_b, draws=20).set_index("attribute")
    both = atlas.codings_a.merge(atlas.codings_b, on=["framework_id", "indicator_id"])
    supported = both[(both["status_x"] == "supports") & (both["status_y"] == "supports")]
    for attribute, found in report.iterrows():
        cells = both if attribute == "status" else supported
        alike = (cells[f"{attribute}_x"] == cells[f"{attribute}_y"]).mean()
        assert (found["n"], found["agreement"]) == (len(cells), pytest.approx(alike)), attribute
    assert not report.isna().any(axis=None)
    assert ((report.alpha_low <= report.alpha) & (report.alpha <= report.alpha_high)).all()


def test_our_confusion_table_adds_up(atlas):
    pairs = pair_passes(atlas.codings_a, atlas.codings_b)
    table = confusion(pairs.loc[pairs.attribute == "delegation", ["a", "b"]], categories=[0, 1, 2, 3])
    assert table.to_numpy().sum() == (pairs.attribute == "delegation").sum() and list(table.index) == [0, 1, 2, 3]


def test_a_cell_that_is_twice_in_a_pass_is_refused(passes):
    with pytest.raises(ValueError, match="not a one-to-one merge"):
        pair_passes(pd.concat([passes[0], passes[0].head(1)]), passes[1])


def test_passes_of_different_frameworks_are_refused(passes):
    with pytest.raises(ValueError, match="the two passes have no framework and indicator in common"):
        pair_passes(passes[0], passes[1].assign(framework_id="z-" + passes[1].framework_id))


def test_support_without_a_code_is_refused(passes):
    pass_a = passes[0].copy()
    pass_a.loc[0, "obligation"] = 0
    with pytest.raises(ValueError) as error:
        coding_error_rates(pass_a, passes[1])
    assert str(error.value) == "obligation of x, ST1: 0 and 1 are not both in the codebook"


def test_every_name_of_agreement_is_at_hand():
    names = {"percent_agreement", "confusion", "krippendorff_alpha", "gwet_ac2", "bootstrap_by"}
    assert names <= set(agreement.__all__)


def test_multiples_by_confidence_are_shrunk_to_the_mean_and_order_as_the_passes_do(atlas):
    """Obligation slips most where a third party was read, precision where the text itself was: there is more to decide."""
    instruments = atlas.frameworks.query("instrument_type != 'none'")["framework_id"]
    passes = [coding[coding["framework_id"].isin(instruments)] for coding in (atlas.codings_a, atlas.codings_b)]
    table = agreement.coding_error_multiples(*passes, atlas.provisions).set_index(["attribute", "confidence"])
    for attribute, own in table.groupby("attribute"):
        mean, seen = own["differ"].sum() / own["n"].sum(), own["differ"] / own["n"]
        between = np.sort([np.full(3, mean), seen], axis=0)
        assert (own["rate"].between(between[0] - 0.01, between[1] + 0.01)).all(), attribute
    assert table.at[("obligation", "low"), "multiple"] > 1.4 > 1 > table.at[("obligation", "high"), "multiple"]
    assert table.at[("precision", "high"), "multiple"] > 1 > table.at[("precision", "low"), "multiple"]


def test_confidences_that_differ_alike_or_were_hardly_coded_twice_have_the_mean():
    cells = [("f", f"i{index}") for index in range(90)]
    first = pd.DataFrame(cells, columns=["framework_id", "indicator_id"]).assign(
        status="supports", scope="general", obligation=1, precision=1, delegation=1
    )
    second = first.assign(precision=np.where(np.arange(90) % 10 == 0, 2, 1))
    provisions = first.assign(confidence=["high"] * 60 + ["low"] * 30)
    table = agreement.coding_error_multiples(first, second, provisions).set_index(["attribute", "confidence"])
    assert table.loc["precision", "multiple"].to_numpy() == pytest.approx([1, 1, 1], abs=0.01)
    assert table.loc[("precision", "medium"), ["n", "differ"]].tolist() == [0, 0]
