"""What is said of ranks follows the draws, and no rank is printed without its interval."""

from dataclasses import replace
from math import comb

import numpy as np
import pandas as pd
import pytest

from credatlas.evidence import jurisdictions_in_force, read_audits
from credatlas.figures.language import Language
from credatlas.figures.words import robustness_words
from credatlas.index.agreement.passes import report_agreement
from credatlas.index.ranking.ordinal import rank_ordinally
from credatlas.index.scores import Method, score
from credatlas.index.simulation.coding_errors import compare_error_rates
from credatlas.index.simulation.masking import masked_readings, summarise_masked
from credatlas.index.simulation.reading import next_reading
from credatlas.index.simulation.robustness import bound_ranks, sensitivity, simulate
from tests.figures.words import plain_data


@pytest.fixture(scope="module")
def simulation(atlas_now):
    return simulate(atlas_now, draws=1000)


@pytest.fixture(scope="module")
def held(atlas_now):
    return summarise_masked(masked_readings(atlas_now, draws=200))


@pytest.fixture(scope="module")
def indices(atlas_now):
    return sensitivity(atlas_now, points=256).indices


@pytest.fixture(scope="module")
def said(simulation, held, indices):
    return robustness_words.list_messages(simulation, held, indices)


def count_ahead(simulation) -> pd.DataFrame:
    """Who is ahead of whom in 95% of draws, ties counting half; counted from the scores of each draw."""
    scores = simulation.scores[simulation.rankable].round(6)
    shares = {
        one: {other: ((scores[one] > scores[other]) + 0.5 * (scores[one] == scores[other])).mean() for other in scores}
        for one in scores
    }
    return pd.DataFrame(shares).T.ge(0.95)


def name_of(atlas_now, some: str) -> str:
    return atlas_now.jurisdictions.set_index("jurisdiction_id").at[some, "in_sentence_en"]


def test_what_can_be_relied_on_is_counted_in_the_draws(said, simulation, atlas_now):
    ahead, count = count_ahead(simulation), len(simulation.rankable)
    assert said[0].startswith(
        f"**This can be relied on.** Of the {comb(count, 2)} pairs among {count} ranked frameworks, {ahead.to_numpy().sum()} "
        "keep their order in at least 95% of simulations; the others should not be put in an order."
    )
    most, least = ahead.sum(axis=1), ahead.sum(axis=0)
    best, last = name_of(atlas_now, most.idxmax()), name_of(atlas_now, least.idxmax())
    assert said[0].endswith(
        f"{best} is ahead of {most.max()} of the {count - 1} others. {last} is behind {least.max()} of the {count - 1} others."
    )


def test_who_may_be_first_is_who_is_first_in_five_of_a_hundred_draws(said, simulation, atlas_now):
    firsts = (simulation.ranks == 1).mean()
    first, *others = firsts[firsts >= 0.05].sort_values(ascending=False).index
    names = [name_of(atlas_now, jurisdiction) for jurisdiction in others]
    assert said[1] == (
        f"**This cannot.** Who is first of {len(firsts)} is open: in 1,000 simulations that vary weights, methods, coding and "
        f"unread texts, {name_of(atlas_now, first)} is first most often, in {100 * firsts[first]:.0f}%, but "
        f"{', '.join(names[:-1])} and {names[-1]} may be first too."
    )


def test_how_often_intervals_hold_is_that_of_all_masked_readings(said, atlas_now):
    cases = masked_readings(atlas_now, draws=200).query("dimension_id != 'composite'")
    shares = " and ".join(f"{100 * cases[f'holds_{level}'].mean():.0f}" for level in (80, 90))
    told = f"intervals meant to hold the score in 80 and 90% of cases held it in {shares}% of {len(cases)} cases."
    speed = 100 * cases.query("dimension_id == 'SP'")["holds_90"].mean()
    least = cases.groupby("dimension_id")["holds_90"].mean().idxmin()
    assert least == "SP" and speed < 85
    assert said[2].endswith(f"{told} On speed those of 90% held it in fewer, {speed:.0f}% of cases.")


def test_intervals_that_hold_as_often_as_meant_are_not_told_one_by_one(held, indices, simulation):
    told = robustness_words.list_messages(simulation, held.assign(holds_90=0.86), indices)
    assert told[2].endswith(" cases.") and "in fewer" not in told[2]


def test_what_moves_ranks_most_is_named_alone_only_where_no_other_may(held, indices, simulation):
    shift = indices["output"] == "mean rank shift"
    top = indices[shift].set_index("factor")["total"]
    assert top.idxmax() == "weights"
    told = robustness_words.list_messages(simulation, held, indices)[3]
    assert told.startswith(
        f"Ranks move most with weights (a part in {100 * top.max():.0f}% of the movement of all ranks"
    )
    close = indices.assign(total_high=indices["total_high"].mask(shift & indices["factor"].eq("slips"), 1.0))
    told = robustness_words.list_messages(simulation, held, close)[3]
    assert told == "What moves ranks most cannot be told apart: weights and coding errors."
    still = robustness_words.list_messages(simulation, held, indices.assign(varies=False))
    assert not any("move" in sentence for sentence in still)


def test_who_has_no_rank_is_named_and_who_has_no_framework_is_not_among_them(said, atlas_now):
    """Of these less than a third of the provisions was read, counted in the rows of the data."""
    there = set(jurisdictions_in_force(atlas_now))
    read = atlas_now.provisions["status"].ne("missing").groupby(atlas_now.provisions["jurisdiction_id"]).mean()
    few = [
        name_of(atlas_now, jurisdiction)
        for jurisdiction in atlas_now
        if jurisdiction in there and read[jurisdiction] < 1 / 3
    ]
    assert said[4] == f"{', '.join(few[:-1])} and {few[-1]} have no rank: too little of their frameworks could be read."


def test_the_title_of_the_report_says_who_may_be_first_and_how_many_orders_hold(simulation, held, indices):
    opening = robustness_words.open_robustness(simulation, held, indices)
    firsts = ((simulation.ranks == 1).mean() >= 0.05).sum()
    pairs, decided = comb(len(simulation.rankable), 2), count_ahead(simulation).to_numpy().sum()
    count = len(simulation.rankable)
    assert (
        opening.title
        == f"Of {count} ranked frameworks {firsts} may be first, and {decided} of {pairs} pairs keep their order"
    )
    assert opening.text.startswith("This report is for academic readers. In force on 28 November 2026")


def test_what_a_method_holds_is_not_said_to_be_varied(atlas_now):
    held = simulate(atlas_now, Method.from_dimensions(atlas_now.dimensions, scope_factor=0.5), draws=64)
    told = robustness_words.say_first(held, Language(atlas_now))
    assert (
        "vary weights, weight of the three codes, distance between codes, way of averaging, coding errors and" in told
    )


def test_with_nothing_drawn_every_pair_that_differs_is_decided(atlas_now):
    off = simulate(atlas_now, draws=1, factors=[])
    pairs = int((off.win_matrix() == 1).to_numpy().sum())
    t = Language(atlas_now)
    assert f", {pairs} keep their order in" in robustness_words.say_pairs(off, t)
    assert "that vary nothing, New Zealand is first of 9 in 100%, and no other" in robustness_words.say_first(off, t)


def test_clear_orders_are_listed_by_who_is_ahead(simulation, atlas_now):
    ahead, lines = count_ahead(simulation), robustness_words.state_order(simulation).text.splitlines()
    told = 0
    for line in lines:
        names, others = (
            line.removeprefix("- ")
            .removesuffix(".")
            .replace(" are each ahead of ", " is ahead of ")
            .split(" is ahead of ")
        )
        ids = [
            {jurisdiction for jurisdiction in ahead if name_of(atlas_now, jurisdiction).lower() in part.lower()} for part in (names, others)
        ]  # fmt: skip
        assert all(ahead.loc[one, other] for one in ids[0] for other in ids[1])
        told += len(ids[0]) * len(ids[1])
    assert told == ahead.to_numpy().sum()
    nobody = simulate(atlas_now, draws=2, factors=["weights"])
    nobody.ranks[:] = 1
    nobody.scores[:] = 50.0
    assert robustness_words.state_order(nobody).text == "No framework is clearly ahead of another."


def test_every_rank_says_of_how_many_and_stands_beside_its_interval(simulation, atlas_now):
    table, count = robustness_words.rank_table(simulation, atlas_now), len(simulation.rankable)
    ranks = {atlas_now.jurisdictions.set_index("jurisdiction_id").at[jurisdiction, "name_en"]: simulation.ranks[jurisdiction].sort_values()
             for jurisdiction in simulation.rankable}  # fmt: skip
    assert len(table.rows) == count and f"Ranks of {count} frameworks" in table.title
    for name, median, interval, first in table.rows:
        own = ranks[name.split(" (estimate")[0]].to_numpy()
        low, middle, high = (own[int(np.ceil(part * len(own))) - 1] for part in (0.05, 0.5, 0.95))
        assert median == f"{middle} of {count}" and first == pytest.approx(100 * (own == 1).mean())
        assert interval == (f"{low}\u2013{high} of {count}" if low < high else f"{low} of {count}")
    assert "Saskatchewan" not in str(table.rows) and "Saskatchewan" in table.caption


def test_an_estimate_says_of_how_much(simulation, atlas_now):
    names = [row[0] for row in robustness_words.rank_table(simulation, atlas_now).rows]
    read = sum(row["status"] != "missing" for row in plain_data.clauses(atlas_now.date, "SG"))
    assert f"Singapore (estimate, {read} of {len(atlas_now.indicators)} read)" in names


def test_the_table_of_intervals_has_a_row_for_each_dimension_and_its_title_what_all_reach(atlas_now, held):
    table = robustness_words.masked_table(held, atlas_now)
    assert table.rows[0][0] == "All dimensions" and table.rows[-1][0] == "Composite"
    assert len(table.rows) == 5
    together = held.iloc[0]
    shares = f"{100 * together['holds_80']:.0f} and {100 * together['holds_90']:.0f}%"
    assert table.title == f"Intervals that should hold in 80 and 90% of cases hold in {shares}"


def test_the_table_of_masked_claims_names_points_and_says_when_none_is_decided(atlas_now):
    rows = [("all", 3, 0.5, 2 / 3, 0.97, 0.1), ("C2a", 3, 0.5, 2 / 3, 0.97, 0.1)]
    summary = pd.DataFrame(rows, columns=["claim_id", "n", "passes", "decided", "right", "brier"])
    table = robustness_words.masked_claims_table(summary, atlas_now)
    assert table.title.endswith("they are right in 97% of cases")
    assert [row[0] for row in table.rows] == ["All points", "The colleges permit but do not rule"]
    undecided = robustness_words.masked_claims_table(summary.assign(decided=0.0, right=float("nan")), atlas_now)
    assert undecided.title.startswith("On no point")
    assert robustness_words.masked_claims_table(summary.head(0), atlas_now).text.startswith("There is no claim")


def test_the_reading_list_names_clauses_of_ranked_frameworks_and_what_each_takes_off(simulation, atlas_now):
    listed = next_reading(atlas_now, draws=1024)
    table = robustness_words.reading_table(listed, simulation, atlas_now)
    ids = atlas_now.jurisdictions.set_index("name_en")["jurisdiction_id"]
    names = atlas_now.indicators.set_index("indicator_id")["name_en"]
    for jurisdiction, clauses, interval, narrower in table.rows:
        own = listed[listed["jurisdiction_id"] == ids[jurisdiction]].sort_values("own", ascending=False, kind="stable")
        useful = own[own["own"].round(1) >= robustness_words.LEAST].head(robustness_words.CLAUSES)
        *rest, last = useful["indicator_id"].map(names)
        assert clauses == (f"{', '.join(rest)} and {last}" if rest else last)
        ends = [f"{useful['own'].min():.1f}", f"{useful['own'].max():.1f}"]
        assert narrower == "\u2013".join(dict.fromkeys(ends))
        assert interval.endswith(f" of {len(simulation.rankable)}") and ids[jurisdiction] in simulation.rankable
    assert {"Singapore", "Alberta", "Malaysia"} <= {row[0] for row in table.rows}
    assert "Saskatchewan, Nova Scotia and the European Higher Education Area have no rank" in table.caption


def test_agreement_is_reported_by_attribute_and_never_pooled(atlas_now):
    report = report_agreement(atlas_now.codings_a, atlas_now.codings_b, draws=50)
    table = robustness_words.agreement_table(report, atlas_now)
    rows = {row[0]: row for row in table.rows}
    assert list(rows) == ["status", "scope", "obligation", "precision", "who decides"]
    found = report.set_index("attribute").loc["delegation"]
    assert (rows["who decides"][1], rows["who decides"][2]) == (found["n"], pytest.approx(100 * found["agreement"]))
    assert "–" in rows["who decides"][3] and "Too little" not in table.caption
    part = robustness_words.agreement_table(report[report["attribute"] != "scope"], atlas_now)
    assert part.caption.endswith("Too little was coded twice to say it of scope.")
    one = atlas_now.codings_a.query("framework_id == framework_id.iloc[0]")
    told = robustness_words.agreement_table(report_agreement(one, one), atlas_now)
    assert told.text == "Too few provisions were coded twice to say how far the two passes agree."


def test_the_audit_is_listed_with_what_was_wrong_by_confidence_and_its_interval(atlas_now):
    """Wilson's interval of 6 in 60 is 4.7 to 20.1%: (0.1 + z2/120 +- z sqrt(0.09/60 + z2/14400)) / (1 + z2/60)."""
    table = robustness_words.audit_table(read_audits(atlas_now), compare_error_rates(atlas_now), atlas_now)
    rows = {row[:2]: row[2:] for row in table.rows}
    audits = atlas_now.audits.set_index("confidence")
    wrong = "judged wrong after the comparison"
    for confidence, name in {"all": "every one", "high": "high", "medium": "medium", "low": "low"}.items():
        drawn, count = audits.loc[confidence, ["drawn", "wrong"]]
        assert rows[wrong, name][:3] == (drawn, count, pytest.approx(100 * count / drawn))
    assert rows[wrong, "every one"][3] == "5\u201320"
    assert rows["of the same status, no code more than one step off", "every one"][1] == audits.at["all", "one_step"]
    assert table.title == f"The audit judged {audits.at['all', 'wrong']:.0f} of 60 provisions wrong"


def test_data_without_an_audit_give_a_sentence_and_no_empty_table(atlas_now):
    bare = replace(atlas_now, audits=atlas_now.audits[:0])
    said = robustness_words.audit_table(read_audits(bare), compare_error_rates(bare), bare)
    assert said.text == "Nobody has audited the codes of these data."


@pytest.mark.parametrize(
    ("audit", "said"),
    [
        ([0.02, 0.01, None, 0.2, None], "is the larger for addressed or not (2.0 against 0.5%) and precision (20.0 against 9.0%). It gives none for obligation and who decides."),
        ([0.001] * 5, "that of the audit. The audit's is nowhere the larger."),
    ],
)  # fmt: skip
def test_it_is_said_for_which_errors_the_audit_found_more_than_the_passes(audit, said, atlas_now):
    names = ["silent", "scope", "obligation", "precision", "delegation"]
    slips = pd.DataFrame({"attribute": names, "passes": [0.005, 0.02, 0.08, 0.09, 0.1], "audit": audit})
    assert robustness_words.audit_table(
        read_audits(atlas_now), slips.astype({"audit": float}), atlas_now
    ).caption.endswith(said)


def test_what_is_supposed_for_want_of_a_second_pass_is_said_where_it_is_supposed(atlas_now, held, indices, said):
    with pytest.warns(UserWarning, match="no provision was coded twice"):
        once = simulate(replace(atlas_now, codings_b=atlas_now.codings_b[:0]), draws=64)
    told = (
        "No provision was coded twice, so coding errors are drawn at supposed rates: "
        "addressed or not 2%, scope 2%, obligation 8%, precision 8% and who decides 8%."
    )
    assert robustness_words.list_messages(once, held, indices)[-1] == told and told not in said


def test_what_nobody_was_read_on_is_said_to_be_left_out(atlas_now, held, indices):
    gone = atlas_now.whole.provisions["indicator_id"] == "ST4"
    codes = dict.fromkeys(["obligation", "precision", "delegation"], float("nan"))
    lost = atlas_now.whole.provisions[gone].assign(status="missing", scope="", confidence="missing", **codes)
    whole = replace(atlas_now.whole, provisions=pd.concat([atlas_now.whole.provisions[~gone], lost]))
    with pytest.warns(UserWarning, match="ST4: not drawn where unread"):
        simulation = simulate(whole.as_of(atlas_now.date), draws=64)
    told = robustness_words.list_messages(simulation, held, indices)[-1]
    assert (
        told == "On combination rules no other framework was read, so simulations leave this out wherever it is unread."
    )


def test_ranks_of_scores_count_among_those_scored_and_say_so(atlas_now):
    ranks, bounds = rank_ordinally(atlas_now), bound_ranks(atlas_now)
    table = robustness_words.ordinal_table(ranks, bounds, atlas_now)
    rows = {row[0]: row[1:] for row in table.rows}
    assert next(iter(rows)) == "New Zealand" and rows["New Zealand"][4] == "1"
    scored = score(atlas_now).composite["score"].count()
    assert "Manitoba" not in rows and len(rows) == scored
    assert table.title == f"Ranks of the {scored} frameworks with a score on every dimension"
    assert table.caption.startswith(f"Every rank is one of {scored}: ")
    for jurisdiction, row in bounds.iterrows():
        ends = dict.fromkeys(str(row[end]) for end in ("best", "worst"))
        name = atlas_now.jurisdictions.set_index("jurisdiction_id").at[jurisdiction, "name_en"]
        assert rows[name][1] == "\u2013".join(ends)
