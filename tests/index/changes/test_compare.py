"""What changed between two dates, and what between two versions of the data: the toy by hand, Australia in 2022."""

from dataclasses import replace

import pandas as pd
import pytest

from credatlas.evidence.dataset import load
from credatlas.index.changes.compare import compare_datasets, compare_days, compare_dimensions, list_changes
from credatlas.index.scores.method import Method
from credatlas.index.scores.scoring import score


@pytest.fixture(scope="module")
def toy_atlas(toy):
    return load(toy)


@pytest.fixture(scope="module")
def law_of_2024(toy_atlas):
    """Borland's law of 2024, all 3,3,3, takes the place of that of 2022."""
    return list_changes(toy_atlas, "2022-11-22", "2024-06-01")


@pytest.fixture(scope="module")
def since_2022(atlas):
    return list_changes(atlas, "2022-11-22", "latest")


def recode(dataset, framework, indicator, **cells):
    """Return the data with other cells in one provision."""
    provisions = dataset.provisions.copy()
    there = (provisions["framework_id"] == framework) & (provisions["indicator_id"] == indicator)
    assert there.sum() == 1
    provisions.loc[there, list(cells)] = list(cells.values())
    return replace(dataset, provisions=provisions)


def test_equal_codes_in_a_new_version_are_no_change(law_of_2024):
    """ST1 to ST3 are 3,3,3 in both laws of Borland; nobody else changes."""
    rows = law_of_2024.provisions
    assert set(rows["jurisdiction_id"]) == {"BB"}
    assert rows["indicator_id"].tolist() == [
        *("ST4", "ST5", "ST6"), *(f"PO{n}" for n in range(1, 7)), *(f"SP{n}" for n in range(1, 7))
    ]  # fmt: skip
    assert set(rows["why"]) == {"new version"}


@pytest.mark.parametrize(
    ("indicator", "before", "after", "difference", "direction"),
    [
        ("ST4", ("missing", "", ""), ("supports", "general", "3,3,3"), None, "became known"),
        ("PO1", ("supports", "general", "1,1,1"), ("supports", "general", "3,3,3"), 200 / 3, "higher"),
        ("SP1", ("supports", "targeted", "3,3,3"), ("supports", "general", "3,3,3"), 100 / 3, "higher"),
    ],
)
def test_one_finding_before_and_after(law_of_2024, indicator, before, after, difference, direction):
    row = law_of_2024.provisions.set_index("indicator_id").loc[indicator]
    assert tuple(row[["status_before", "scope_before", "codes_before"]]) == before
    assert tuple(row[["status_after", "scope_after", "codes_after"]]) == after
    assert row["direction"] == direction
    assert pd.isna(row["difference"]) if difference is None else row["difference"] == pytest.approx(difference)
    assert (row["framework_id_before"], row["framework_id_after"]) == ("bb-2022", "bb-2024")
    assert row["source_id_after"] == "bb-law-2024"


def test_only_a_change_beyond_the_bounds_stands(law_of_2024):
    """Stackability goes from somewhere in 50 to 100 (half of it unread) to 100: that may be no change at all."""
    rows = law_of_2024.dimensions.set_index(["jurisdiction_id", "dimension_id"])
    assert rows.loc["BB", "ST"][["low_before", "high_before", "low_after", "became_known"]].tolist() == [
        50,
        100,
        100,
        3,
    ]
    assert pd.isna(rows.loc["BB", "ST"]["difference"])
    assert rows.loc["BB", "PO"]["difference"] == pytest.approx(200 / 3)
    assert rows["beyond_bounds"].to_dict() == {key: key in (("BB", "PO"), ("BB", "SP")) for key in rows.index}


def test_ranks_come_with_what_missing_provisions_leave_open(law_of_2024):
    """Stackability in 2022: AA 83.3 to 100, BB 50 to 100; either may lead. CC has no framework and no rank."""
    rows = law_of_2024.dimensions.set_index(["dimension_id", "jurisdiction_id"]).loc["ST"]
    assert rows[["best_before", "worst_before"]].fillna(-1).to_numpy().tolist() == [[1, 2], [1, 2], [-1, -1]]


def test_a_framework_that_comes_does_not_become_known(toy_atlas):
    """Borland has no framework before July 2022, and half of its stackability is read after: nothing was unread."""
    rows = list_changes(toy_atlas, "2022-06-30", "2022-11-22").dimensions.set_index(["jurisdiction_id", "dimension_id"])
    row = rows.loc["BB", "ST"]
    assert (row["class_before"], row["became_known"], row["coded_after"]) == ("not-in-force", 0, 3)
    assert not row["beyond_bounds"] and pd.isna(row["low_before"])


def test_versions_that_came_and_went_are_events(toy_atlas):
    events = list_changes(toy_atlas, "2022-06-30", "2024-06-01").frameworks
    assert events[["framework_id", "event", "in_force_from"]].values.tolist() == [
        ["bb-2022", "came and went", "2022-07"],
        ["bb-2024", "started", "2024"],
    ]


def test_a_second_framework_removes_a_barrier_and_fills_a_silence(toy_atlas):
    """The universities of Aland add PO4 and a route at SP1, where the government's text hinders."""
    rows = list_changes(toy_atlas, "2020-06-01", "2021-06-01").provisions
    columns = ["indicator_id", "status_before", "framework_id_after", "difference", "why"]
    assert rows[columns].values.tolist() == [
        ["PO4", "silent", "aa-uni-2021", 100.0, "new framework"],
        ["SP1", "hinders", "aa-uni-2021", 100.0, "new framework"],
    ]


def test_nothing_changes_within_a_day(toy_atlas):
    changes = list_changes(toy_atlas, "2022-11-22", "2022-11-22")
    assert changes.provisions.empty and changes.frameworks.empty and not changes.dimensions["beyond_bounds"].any()


def test_a_corrected_code_is_a_correction(toy_atlas):
    """2,2,2 in place of 3,3,3 scores 66.7 in place of 100."""
    corrected = recode(toy_atlas, "aa-gov-2020", "ST1", obligation=2.0, precision=2.0, delegation=2.0)
    changes = compare_datasets(toy_atlas, corrected, "2022-11-22")
    row = changes.provisions.iloc[0]
    assert (changes.kind, changes.before, changes.after, len(changes.provisions)) == (
        "correction", "2022-11-22", "2022-11-22", 1,
    )  # fmt: skip
    assert (row["codes_before"], row["codes_after"], row["direction"], row["why"]) == (
        "3,3,3",
        "2,2,2",
        "lower",
        "recoded",
    )
    assert row["difference"] == pytest.approx(-100 / 3)


@pytest.mark.parametrize(
    ("status", "direction"), [("missing", "no longer known"), ("not-applicable", "no longer applicable")]
)
def test_what_is_no_longer_known_has_not_fallen(toy_atlas, status, direction):
    nothing = {"status": status, "scope": "", "obligation": None, "precision": None, "delegation": None}
    row = compare_datasets(toy_atlas, recode(toy_atlas, "bb-2022", "PO1", **nothing), "2022-11-22").provisions.iloc[0]
    assert row["direction"] == direction and pd.isna(row["difference"])
    back = compare_datasets(recode(toy_atlas, "bb-2022", "PO1", **nothing), toy_atlas, "2022-11-22").provisions.iloc[0]
    assert back["direction"] == {"no longer known": "became known"}.get(direction, "became applicable")


def test_the_same_data_have_no_corrections_and_latest_is_that_of_the_newer(toy_atlas):
    changes = compare_datasets(toy_atlas, toy_atlas)
    assert changes.after == "2025-01-01" and changes.provisions.empty


def test_a_jurisdiction_that_only_the_newer_data_have_became_known(toy_atlas):
    old = without(toy_atlas, "BB")
    rows = compare_datasets(old, toy_atlas, "2022-11-22").provisions
    assert set(rows["jurisdiction_id"]) == {"BB"} and set(rows["direction"]) == {"became known"}
    assert len(rows) == (toy_atlas.as_of("2022-11-22")["BB"]["status"] != "missing").sum()


def test_a_search_in_vain_is_no_finding_about_a_text(toy_atlas):
    assert compare_datasets(without(toy_atlas, "CC"), toy_atlas, "2022-11-22").provisions.empty


def without(dataset, jurisdiction):
    """Return the data as if nobody had looked at a jurisdiction."""
    kept = {name: getattr(dataset, name) for name in ("jurisdictions", "frameworks", "provisions")}
    return replace(dataset, **{name: rows[rows["jurisdiction_id"] != jurisdiction] for name, rows in kept.items()})


def test_the_method_decides_what_a_change_is_worth(toy_atlas):
    """With targeted provisions at full worth, widening them to all earns nothing."""
    rows = list_changes(toy_atlas, "2022-11-22", "2024-06-01", Method(scope_factor=1.0)).provisions
    assert rows.set_index("indicator_id").loc["SP1", "direction"] == "level"


def test_bounds_that_touch_are_not_beyond_each_other():
    def frame(low, high):
        row = {"jurisdiction_id": "A", "dimension_id": "ST", "score": low, "low": low, "high": high, "coded": 6,
               "class": "scored"}  # fmt: skip
        return pd.DataFrame([row])

    assert not compare_dimensions(frame(10.0, 20.0), frame(20.0 + 1e-9, 30.0))["beyond_bounds"].item()
    assert compare_dimensions(frame(10.0, 20.0), frame(20.1, 30.0))["beyond_bounds"].item()
    assert compare_dimensions(frame(10.0, 20.0), frame(0.0, 9.9))["beyond_bounds"].item()


def test_dates_in_the_wrong_order_and_narrowed_data_are_refused(toy_atlas):
    with pytest.raises(ValueError, match=r"^before \(2024-06-01\) is later than after \(2022-11-22\)$"):
        list_changes(toy_atlas, "2024-06-01", "2022-11-22")
    narrowed = toy_atlas.as_of("2022-11-22")
    message = "^a comparison needs the data of every date, and these are narrowed to 2022-11-22$"
    for call in (
        lambda: list_changes(narrowed, "2022-11-22", "latest"),
        lambda: compare_datasets(narrowed, toy_atlas),
        lambda: compare_datasets(toy_atlas, narrowed),
    ):
        with pytest.raises(ValueError, match=message):
            call()


def test_australia_in_november_2022(atlas):
    """The pilot guidelines of 4 November 2022 tie funded courses to an award and to industry.

    ST3 becomes known (3,2,3 of a part: 2/3 x 800/9). SP4 1,2 to 2,3 of a part: 50 to 2/3 x 500/6. SP5 1,1 to 3,2 of a
    part: 33.3 to 2/3 x 500/6. Speed has five indicators: it gains (5.56 + 22.22) / 5.
    """
    changes = list_changes(atlas, "2022-11-03", "2022-11-22")
    rows = changes.provisions.set_index("indicator_id")
    assert set(rows["jurisdiction_id"]) == {"AU"} and set(rows["why"]) == {"new version"}
    assert rows["direction"].to_dict() == {
        "ST3": "became known", "SP4": "read differently", "SP5": "read differently",
    }  # fmt: skip
    assert rows.loc["ST3", "score_after"] == pytest.approx(2 / 3 * 800 / 9)
    assert rows.loc["SP4", "difference"] == pytest.approx(2 / 3 * 500 / 6 - 50)
    assert rows.loc["SP5", "difference"] == pytest.approx(2 / 3 * 500 / 6 - 100 / 3)
    dimensions = changes.dimensions.set_index(["jurisdiction_id", "dimension_id"])
    assert dimensions.loc[("AU", "SP"), "difference"] == pytest.approx((50 / 9 + 200 / 9) / 5)
    assert dimensions.loc[("AU", "ST"), "became_known"] == 1 and not dimensions.loc[("AU", "ST"), "beyond_bounds"]
    assert changes.frameworks[["framework_id", "event"]].values.tolist() == [
        ["au-2021", "replaced"],
        ["au-2022", "started"],
    ]


def test_another_source_or_a_lower_confidence_is_read_differently(since_2022):
    """Ontario's ST2 rests on one page, with less confidence later; B.C.'s SP3 to SP6 on other pages; Spain's on law."""
    rows = since_2022.provisions.set_index(["jurisdiction_id", "indicator_id"])["direction"]
    assert rows["CA-ON", "ST2"] == "read differently"
    assert {rows["CA-BC", f"SP{n}"] for n in (3, 4, 5, 6)} == {"read differently"}
    assert rows["ES", "PO4"] == "higher"  # each decree was read itself
    assert (
        rows["CA-BC", "PO2"] == "no longer known" and rows["MY", "ST1"] == "read differently"
    )  # two places of one page


def test_a_score_moved_beyond_doubt_only_where_what_was_read_alike_moves_it(atlas, since_2022):
    """Spain's speed rises from exact to exact bounds, and all that rose in it was read on other pages."""
    rows = since_2022.dimensions.set_index(["jurisdiction_id", "dimension_id"])
    assert rows.loc[("ES", "SP"), "beyond_bounds"] and not rows.loc[("ES", "SP"), "beyond_doubt"]
    assert not rows.loc[("CA-ON", "ST"), "beyond_doubt"]
    assert not (rows["beyond_doubt"] & ~rows["beyond_bounds"]).any()
    days = [score(atlas.as_of(day)) for day in ("2022-11-22", "latest")]
    assert rows["beyond_doubt"].sum() == 1 and rows.loc[("ES", "PO"), "beyond_doubt"]
    pd.testing.assert_frame_equal(compare_days(*days, atlas.as_of("latest")), since_2022.dimensions)


def test_what_one_step_of_coding_could_explain_is_no_change(since_2022):
    """The Netherlands' level went from 3,1,1 to 3,2,1: 35.2 to 37.0 points, one step of precision in six indicators."""
    row = since_2022.provisions.set_index(["jurisdiction_id", "indicator_id"]).loc[("NL", "ST3")]
    assert (row["codes_before"], row["codes_after"], row["direction"]) == ("3,1,1", "3,2,1", "within coding error")
    score_of = since_2022.dimensions.set_index(["jurisdiction_id", "dimension_id"]).loc[("NL", "ST")]
    assert score_of["beyond_bounds"] and not score_of["beyond_doubt"]
    assert (score_of["difference"], score_of["sure_difference"]) == (pytest.approx(100 / 54), 0)


def test_a_difference_counts_only_for_what_was_read_alike(since_2022):
    """Spain's portability: PO4 went from nothing to 1,1,3 in its own decrees; PO3 rests on a university's page since."""
    rows = since_2022.dimensions.set_index(["jurisdiction_id", "dimension_id"])
    assert rows.loc[("ES", "PO"), "difference"] == pytest.approx((500 / 9 + 1000 / 27) / 6)
    assert rows.loc[("ES", "PO"), "sure_difference"] == pytest.approx(500 / 9 / 6)


@pytest.mark.parametrize(("codes", "sure"), [((1.0, 1.0, 1.0), False), ((2.0, 2.0, 1.0), True)])
def test_a_move_under_five_points_is_none(toy_atlas, codes, sure):
    """One provision of six that rises by 2 steps of 9 moves a dimension by 3.7 points; by 4 of 9, by 7.4."""
    names = ("obligation", "precision", "delegation")
    old, new = (
        recode(toy_atlas, "bb-2022", "PO1", status="supports", scope="general", **dict(zip(names, found, strict=True)))
        for found in ((1.0, 0.0, 0.0), codes)
    )
    row = compare_datasets(old, new, "2022-11-22").dimensions.set_index(["jurisdiction_id", "dimension_id"])
    assert row.loc[("BB", "PO"), "beyond_bounds"] and row.loc[("BB", "PO"), "beyond_doubt"] == sure


def test_a_finding_in_the_same_words_has_not_changed_whatever_its_codes(since_2022):
    """The Netherlands' approval route is summed up in one sentence on both days, and coded otherwise."""
    row = since_2022.provisions.set_index(["jurisdiction_id", "indicator_id"]).loc[("NL", "SP1")]
    assert row["finding_before"] == row["finding_after"] and row["codes_before"] != row["codes_after"]
    assert row["direction"] == "read differently"
    assert not since_2022.dimensions.set_index(["jurisdiction_id", "dimension_id"]).loc[("NL", "SP"), "beyond_doubt"]


def test_a_change_stands_only_if_it_would_with_each_code_a_step_nearer(atlas):
    """The Netherlands' speed, were SP1 told in other words: 23.3, then 36.7 at least; with each code nearer 30 at least."""
    own = atlas.provisions["framework_id"].eq("nl-2024") & atlas.provisions["indicator_id"].eq("SP1")
    atlas = replace(atlas, provisions=atlas.provisions.assign(finding=atlas.provisions["finding"].mask(own, "Other.")))
    row = list_changes(atlas, "2022-11-22", "latest").dimensions.set_index(["jurisdiction_id", "dimension_id"])
    row = row.loc[("NL", "SP")]
    assert row["beyond_doubt"] and row["low_after"] - row["high_before"] > 2 * (100 / 6) / 5
    nearer = Method(code_values=(0.0, 0.01, 0.02, 1.0))  # where SP1 and SP6 are worth next to nothing
    rows = list_changes(atlas, "2022-11-22", "latest", nearer).dimensions
    assert not rows.set_index(["jurisdiction_id", "dimension_id"]).loc[("NL", "SP"), "beyond_doubt"]
