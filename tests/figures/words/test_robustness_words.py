"""What is said of ranks follows the draws, and no rank is printed without its interval."""

from math import comb

import pytest

from credatlas.evidence import jurisdictions_in_force
from credatlas.figures.words import robustness_words
from credatlas.index.agreement.passes import report_agreement
from credatlas.index.ranking.ordinal import rank_ordinally
from credatlas.index.scores import score
from credatlas.index.simulation.reading import next_reading
from credatlas.index.simulation.robustness import bound_ranks, simulate


@pytest.fixture(scope="module")
def now(atlas):
    return atlas.as_of("latest")


@pytest.fixture(scope="module")
def simulation(now):
    return simulate(now, draws=1000)


def test_the_summary_counts_decided_pairs_and_those_without_a_rank(simulation):
    text = robustness_words.summarise_ranks(simulation).text
    decided = int((simulation.win_matrix() >= 0.95).to_numpy().sum())
    count, there = len(simulation.rankable), len(jurisdictions_in_force(simulation.dataset))
    assert f"Of {comb(count, 2)} pairs of jurisdictions that can be ranked, {decided} are decided" in text
    assert f"{there - count} jurisdictions cannot be ranked" in text and "In 1,000 joint draws" in text
    assert "No framework found: Manitoba, Quebec" in text


def test_with_nothing_drawn_every_pair_that_differs_is_decided(now):
    off = simulate(now, draws=1, factors=[])
    pairs = int((off.win_matrix() == 1).to_numpy().sum())
    assert f"{pairs} are decided" in robustness_words.summarise_ranks(off).text


def test_a_rank_stands_beside_its_interval_and_who_has_none_says_so(simulation, now):
    table = robustness_words.rank_table(simulation, bound_ranks(now), now)
    for row in table.rows:
        _, median, interval, exact, first = row
        assert (median is None) == (interval == "cannot be ranked") == (first is None) == (exact is None)
    assert len(table.rows) == len(jurisdictions_in_force(now)) and [
        row[1] for row in table.rows if row[1] is not None
    ] == sorted(row[1] for row in table.rows if row[1] is not None)


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


def test_ordinal_rules_are_listed_with_all_places_that_kemeny_leaves_open(now):
    ranks = rank_ordinally(now)
    table = robustness_words.ordinal_table(ranks, now)
    rows = {row[0]: row[1:] for row in table.rows}
    assert next(iter(rows)) == "New Zealand" and rows["New Zealand"][3] == "1"
    scored = score(now).composite["score"].count()
    assert "Manitoba" not in rows and len(rows) == scored
    assert f"{scored} that can be ranked" in table.caption
