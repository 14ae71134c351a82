"""What is said of ranks follows the draws, and no rank is printed without its interval."""

from dataclasses import replace
from math import comb

import pandas as pd
import pytest

from credatlas.evidence import jurisdictions_in_force, read_audits
from credatlas.figures.words import robustness_words
from credatlas.index.agreement.passes import report_agreement
from credatlas.index.ranking.ordinal import rank_ordinally
from credatlas.index.scores import Method, score
from credatlas.index.simulation.coding_errors import compare_error_rates
from credatlas.index.simulation.masking import masked_readings, summarise_masked
from credatlas.index.simulation.reading import next_reading
from credatlas.index.simulation.robustness import bound_ranks, simulate
from tests.figures.chart_cases import with_searches


@pytest.fixture(scope="module")
def now(atlas):
    return atlas.as_of("latest")


@pytest.fixture(scope="module")
def simulation(now):
    return simulate(now, draws=1000)


def test_the_summary_says_what_was_drawn_and_counts_decided_pairs_and_those_without_a_rank(simulation, now):
    text = robustness_words.summarise_ranks(simulation).text
    decided = int((simulation.win_matrix() >= 0.95).to_numpy().sum())
    count, there = len(simulation.rankable), len(jurisdictions_in_force(simulation.dataset))
    assert f"Of {comb(count, 2)} pairs of jurisdictions that can be ranked, {decided} are decided" in text
    searched = ", ".join(with_searches(now, "CA-MB", "CA-QC"))
    assert f"{there - count} jurisdictions cannot be ranked" in text and f"No framework found: {searched}" in text
    assert (
        "In 1,000 joint draws of weights, attribute weights, spacing of codes, targeted scope, kind of mean, "
        "slips of coding and missing text" in text
    )


def test_what_a_method_holds_is_not_said_to_be_drawn(now):
    held = simulate(now, Method.from_dimensions(now.dimensions, scope_factor=0.5), draws=64)
    assert "spacing of codes, kind of mean, slips" in robustness_words.summarise_ranks(held).text


def test_with_nothing_drawn_every_pair_that_differs_is_decided(now):
    off = simulate(now, draws=1, factors=[])
    pairs = int((off.win_matrix() == 1).to_numpy().sum())
    text = robustness_words.summarise_ranks(off).text
    assert f"{pairs} are decided" in text and "least certain" not in text  # where no rank moves, none moves most


def test_a_rank_stands_beside_its_interval_and_who_has_none_says_so(simulation, now):
    table = robustness_words.rank_table(simulation, bound_ranks(now), now)
    for row in table.rows:
        name, median, interval, exact, first = row
        assert (median is None) == (interval == "cannot be ranked") == (first is None)
        assert ("(estimate, " in name) == (median is not None and exact is None)  # exact bounds need a score
    assert len(table.rows) == len(jurisdictions_in_force(now)) and [
        row[1] for row in table.rows if row[1] is not None
    ] == sorted(row[1] for row in table.rows if row[1] is not None)


def test_an_estimate_says_of_how_much(simulation, now):
    names = [row[0] for row in robustness_words.rank_table(simulation, bound_ranks(now), now).rows]
    assert "Singapore (estimate, 8 of 18 read)" in names


def test_the_table_of_intervals_has_a_row_for_each_dimension_and_its_title_what_all_reach(now):
    summary = summarise_masked(masked_readings(now, draws=200))
    table = robustness_words.masked_table(summary, now)
    assert table.rows[0][0] == "All dimensions" and table.rows[-1][0] == "Composite"
    assert len(table.rows) == 5
    together = summary.iloc[0]
    shares = f"{100 * together['holds_80']:.0f} and {100 * together['holds_90']:.0f} %"
    assert table.title == f"Intervals that should hold in 80 and 90 % of cases hold in {shares}"


def test_the_reading_list_is_cut_to_what_a_reader_can_take_in_its_order(now):
    listed = next_reading(now, draws=1024)
    table = robustness_words.reading_table(listed, now)
    assert len(table.rows) == robustness_words.LISTED
    assert [row[4] for row in table.rows] == listed["narrowing"].head(robustness_words.LISTED).tolist()


def test_agreement_is_reported_by_attribute_and_never_pooled(now):
    report = report_agreement(now.codings_a, now.codings_b, draws=50)
    table = robustness_words.agreement_table(report, now)
    rows = {row[0]: row for row in table.rows}
    assert list(rows) == ["status", "scope", "obligation", "precision", "delegation"]
    found = report.set_index("attribute").loc["delegation"]
    assert (rows["delegation"][1], rows["delegation"][2]) == (found["n"], pytest.approx(100 * found["agreement"]))
    assert "–" in rows["delegation"][3]


def test_the_audit_is_listed_with_what_was_wrong_by_confidence_and_its_interval(now):
    """Wilson's interval of 6 in 60 is 4.7 to 20.1 %: (0.1 + z2/120 +- z sqrt(0.09/60 + z2/14400)) / (1 + z2/60)."""
    table = robustness_words.audit_table(read_audits(now), compare_error_rates(now), now)
    rows = {row[:2]: row[2:] for row in table.rows}
    audits = now.audits.set_index("confidence")
    wrong = "judged wrong after the comparison"
    for confidence, name in {"all": "every one", "high": "high", "medium": "medium", "low": "low"}.items():
        drawn, count = audits.loc[confidence, ["drawn", "wrong"]]
        assert rows[wrong, name][:3] == (drawn, count, pytest.approx(100 * count / drawn))
    assert rows[wrong, "every one"][3] == "5\u201320"
    assert rows["of the same status, no code more than one step off", "every one"][1] == audits.at["all", "one_step"]
    assert table.title == f"The audit judged {audits.at['all', 'wrong']:.0f} of 60 provisions wrong"


def test_data_without_an_audit_give_a_sentence_and_no_empty_table(now):
    bare = replace(now, audits=now.audits[:0])
    said = robustness_words.audit_table(read_audits(bare), compare_error_rates(bare), bare)
    assert said.text == "Nobody has audited the codes of these data."


@pytest.mark.parametrize(
    ("audit", "said"),
    [
        ([0.02, 0.01, None, 0.2, None], "is the larger for silent or not (2.0 against 0.5 %) and precision (20.0 against 9.0 %). It gives none for obligation and delegation."),
        ([0.001] * 5, "that of the audit. The audit's is nowhere the larger."),
    ],
)  # fmt: skip
def test_it_is_said_for_which_errors_the_audit_found_more_than_the_passes(audit, said, now):
    names = ["silent", "scope", "obligation", "precision", "delegation"]
    slips = pd.DataFrame({"attribute": names, "passes": [0.005, 0.02, 0.08, 0.09, 0.1], "audit": audit})
    assert robustness_words.audit_table(read_audits(now), slips.astype({"audit": float}), now).caption.endswith(said)


def test_what_is_supposed_for_want_of_a_second_pass_is_said_where_it_is_supposed(now, simulation):
    with pytest.warns(UserWarning, match="no provision was coded twice"):
        once = simulate(replace(now, codings_b=now.codings_b[:0]), draws=64)
    said = (
        "No provision was coded twice, so coding errors are drawn at supposed rates: "
        "silent or not 2 %, scope 2 %, obligation 8 %, precision 8 % and delegation 8 %."
    )
    assert said in robustness_words.summarise_ranks(once).text
    assert "coded twice" not in robustness_words.summarise_ranks(simulation).text
    assert "Aucune disposition n’a été codée deux fois" in robustness_words.summarise_ranks(once, lang="fr").text


def test_ordinal_rules_are_listed_with_all_places_that_kemeny_leaves_open(now):
    ranks = rank_ordinally(now)
    table = robustness_words.ordinal_table(ranks, now)
    rows = {row[0]: row[1:] for row in table.rows}
    assert next(iter(rows)) == "New Zealand" and rows["New Zealand"][3] == "1"
    scored = score(now).composite["score"].count()
    assert "Manitoba" not in rows and len(rows) == scored
    assert f"{scored} that can be ranked" in table.caption
