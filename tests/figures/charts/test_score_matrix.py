"""The score matrix says who provides for most, prints each score, and keeps missing, silence and barriers apart."""

from credatlas.evidence import keep_instruments
from credatlas.figures import charts
from credatlas.figures.drawing import theme


def cells(figure):
    names = [column.name for column in figure.columns]
    rows = [dict(zip(names, row, strict=True)) for row in figure.rows]
    return {(row["jurisdiction_id"], row["indicator_id"]): row for row in rows}


def provided(now, *jurisdictions):
    """For how many of all indicators the texts of each provide."""
    scores = now.scores.indicators.query("score > 0").groupby("jurisdiction_id").size()
    return [f"{scores[name]} of {len(now.atlas.indicators)}" for name in jurisdictions]


def test_the_title_names_who_provides_for_most_beyond_doubt_and_changes_with_the_frame(now):
    scores = now.scores.indicators
    read = scores.assign(status=scores["status"].replace("missing", "silent"))

    def title(*some, frame=read):
        return charts.score_matrix(frame, now.atlas, jurisdictions=some).title

    union, australia = provided(now, "EU", "AU")
    most = f"The European Union provides for {union} indicators"
    assert title("EU", "AU") == f"{most}, Australia for {australia.split()[0]}"
    assert title("EU", "AU", "NL") == f"{most}, more than any other of 3 shown"
    poorer = read.assign(score=read["score"].where(read["jurisdiction_id"] != "EU", 0.0))
    assert title("EU", "AU", frame=poorer).startswith(f"Australia provides for {australia}")
    assert title("EU", "CA-SK", frame=scores) == (
        f"{most} as far as could be read; unread texts leave open who provides for most"
    )


def test_ties_are_named_together(now):
    title = charts.score_matrix(now.scores.indicators, now.atlas, jurisdictions=["NZ", "IE"]).title
    one, other = provided(now, "NZ", "IE")
    assert one == other and title == f"New Zealand and Ireland each provide for {one} indicators"


def test_one_jurisdiction_is_told_with_what_is_missing(now):
    figure = charts.score_matrix(now.scores.indicators, now.atlas, jurisdictions=["GB"])
    unread = now.scores.indicators.query("jurisdiction_id == 'GB'")["score"].isna().sum()
    (united_kingdom,) = provided(now, "GB")
    assert figure.title == f"The United Kingdom provides for {united_kingdom} indicators; {unread} could not be read"


def test_silence_is_a_zero_and_missing_is_none(then):
    shown = cells(then.drawn("score_matrix"))
    assert shown["CA-CICAN", "ST3"]["score"] == 0.0 and shown["CA-CICAN", "ST3"]["status"] == "not addressed"
    assert shown["CA-SK", "ST1"]["score"] is None and shown["CA-SK", "ST1"]["status"] == "could not be read"


def test_every_score_is_printed_once(now, look):
    figure = now.drawn("score_matrix")
    printed = [text for text in look(figure).texts if text.isdigit()]
    scored = [f"{score:.0f}" for score in look(figure).column("score") if score is not None]
    assert sorted(printed) == sorted([*scored, "0"])  # and the 0 of the key


def test_what_works_against_it_has_a_frame_and_a_row_that_says_so(now, look):
    figure = now.drawn("score_matrix")
    assert cells(figure)["GB", "SP3"]["barrier"] == "yes"
    assert look(figure).column("barrier").count("yes") == 1
    assert "Framed: a provision works against it (1 cell)." in figure.caption
    without = charts.score_matrix(now.scores.indicators, now.atlas, jurisdictions=["EU"])
    assert theme.BARRIER not in without.svg
    assert figure.svg.count(theme.BARRIER) > 1
    assert "Nothing that could be read works against what is asked." in without.caption


def test_a_barrier_of_another_framework_is_marked_where_one_supports(now):
    listed = now.scores.indicators.query("jurisdiction_id == 'EU' and indicator_id == 'ST1'")
    figure = charts.score_matrix(now.scores.indicators, now.atlas, barriers=listed, jurisdictions=["EU"])
    cell = cells(figure)["EU", "ST1"]
    assert cell["barrier"] == "yes" and cell["score"] > 0


def test_not_applicable_is_neither_zero_nor_hatched(now, look):
    figure = charts.score_matrix(now.scores.indicators, now.atlas, jurisdictions=["ES"])
    assert look(figure).texts.count("n/a") == 1
    assert cells(figure)["ES", "SP2"]["score"] is None


def test_those_without_a_framework_are_no_rows(then, look):
    figure = then.drawn("score_matrix")
    frameworks = keep_instruments(then.atlas.frameworks)
    assert set(look(figure).column("jurisdiction_id")) == set(frameworks["jurisdiction_id"])
    assert "No framework known to be in force on this day: Nova Scotia and Singapore." in look(figure).texts
    assert "No framework found: " in figure.caption and "Quebec" in figure.caption


def test_behind_each_score_stands_the_clause_that_counted(now):
    shown = cells(charts.score_matrix(now.scores.indicators, now.atlas, jurisdictions=["IE"]))
    clauses = now.atlas.provisions.set_index(["framework_id", "indicator_id"])["finding"]
    for (_, indicator), cell in shown.items():
        assert cell["finding"] == clauses.get((cell["framework_id"], indicator), "")
    assert any(cell["finding"] for cell in shown.values())
