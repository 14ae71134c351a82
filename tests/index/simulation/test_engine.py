"""The arithmetic of many draws at once is that of one score, and ranks are those of `scoring.rank`."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from credatlas.errors import NothingToShow
from credatlas.index.scores.method import Method
from credatlas.index.scores.scoring import rank, score
from credatlas.index.simulation.draws import FACTORS
from credatlas.index.simulation.engine import Engine, rank_draws
from credatlas.index.simulation.states import OUT, SILENT, UNREAD

DRAWN = tuple(name for name in FACTORS if name not in ("slips", "missing"))
METHODS = st.builds(
    Method,
    attribute_weights=st.fixed_dictionaries(
        {dimension: st.tuples(st.floats(0.1, 3), st.floats(0, 3), st.floats(0, 3)) for dimension in ("ST", "PO", "SP")}
    ),
    code_values=st.tuples(st.floats(0.05, 0.9), st.floats(0, 1)).map(lambda v: (0, v[0], v[0] + (1 - v[0]) * v[1], 1)),
    attribute_mean=st.sampled_from(["arithmetic", "geometric", "harmonic", "minimum", "gate"]),
    attribute_floor=st.sampled_from([None, 0.0, 5.0]),
    scope_factor=st.floats(0, 1),
    hinders=st.sampled_from([0.0, -20.0]),
    indicator_weights=st.fixed_dictionaries({"ST1": st.floats(0, 5), "PO3": st.floats(0, 5)}),
    dimension_weights=st.fixed_dictionaries({"SP": st.floats(0, 5)}),
    scored_share=st.floats(0.1, 1),
    min_coded=st.sampled_from([None, None, 1, 5]),
    dimension_mean=st.sampled_from(["arithmetic", "geometric", "harmonic", "minimum"]),
    dimension_floor=st.sampled_from([0.5, 2.0]),
)


def only(engine, draws=1, seed=0):
    return next(engine.run(draws, seed))


@settings(max_examples=settings.default.max_examples // 3)
@given(method=METHODS, day=st.sampled_from(["2022-11-22", "latest"]))
def test_the_arithmetic_of_draws_is_that_of_score(atlas, method, day):
    dataset = atlas.as_of(day)
    try:
        block, scores = only(Engine(dataset, method, [])), score(dataset, method)
    except NothingToShow:
        reject()  # fewer than two instruments have a score when every indicator of a dimension must be read
    ids = list(dataset.jurisdictions["jurisdiction_id"])
    wide = scores.dimensions.pivot(index="dimension_id", columns="jurisdiction_id", values="score")
    wide = wide.loc[list(dict.fromkeys(dataset.indicators["dimension_id"])), ids]
    np.testing.assert_allclose(block.dimensions[..., 0], wide.to_numpy(), atol=1e-9)
    np.testing.assert_allclose(block.composite[:, 0], scores.composite["score"].to_numpy(), atol=1e-9)


@pytest.mark.parametrize("day", ["2022-11-22", "latest"])
def test_a_drawn_method_gives_the_score_of_that_method(atlas, day):
    """Every draw without slips and missing is a Method; scored one by one they are the same."""
    dataset = atlas.as_of(day)
    engine = Engine(dataset, factors=DRAWN)
    block = only(engine, 24, seed=5)
    for row_number, row in block.parameters.as_frame(engine.layout).iterrows():
        method = Method(
            attribute_weights={
                index: tuple(row[[f"weight_{index}_{name}" for name in ("obligation", "precision", "delegation")]])
                for index in engine.layout.dimensions
            },
            code_values=tuple(row[[f"value_{code}" for code in range(4)]]),
            scope_factor=row["scope"],
            indicator_weights={indicator: row[f"weight_{indicator}"] for indicator in engine.layout.indicators},
            dimension_weights={index: row[f"weight_{index}"] for index in engine.layout.dimensions},
            dimension_mean=row["aggregation"],
            dimension_floor=1.0 if row["aggregation"] in ("geometric", "harmonic") else None,
        )
        expected = score(dataset, method).composite["score"]
        np.testing.assert_allclose(block.composite[:, row_number], expected.to_numpy(), atol=1e-9)


def test_a_drawn_reading_gives_the_score_of_those_provisions(atlas):
    """The provisions of a draw, written back into the data, score as the draw did, a search in vain as silence."""
    now = atlas.as_of("latest")
    engine = Engine(now, factors=["slips", "missing"])
    block = only(engine, 6, seed=2)
    coded = engine.layout.row >= 0  # all, as every jurisdiction has a framework version in force
    assert coded.all()
    for index in range(6):
        readings = engine.layout.states.decode(block.states[:, index]).set_index(engine.layout.row).sort_index()
        drawn = replace(now, provisions=now.provisions.assign(**readings))
        expected = score(drawn, Method(min_coded=1, none_found="zero")).composite["score"]
        ranked = engine.rankable
        np.testing.assert_allclose(block.composite[ranked, index], expected.to_numpy()[ranked], atol=1e-9)


@given(
    scores=st.lists(
        st.lists(st.sampled_from([0.0, 12.5, 12.5000000001, 33.3, 99.9, 100.0]), min_size=5, max_size=5), min_size=1
    )
)
def test_each_draw_is_ranked_as_scoring_ranks(scores):
    expected = [rank(pd.Series(row)).to_list() for row in scores]
    assert rank_draws(np.array(scores)).tolist() == expected


def test_a_draw_that_cannot_be_scored_raises():
    with pytest.raises(ValueError) as refused:
        rank_draws(np.array([[1.0, 2.0], [1.0, np.nan]]))
    assert str(refused.value) == "a draw cannot be scored: number 1 of its block, jurisdiction 1 of those ranked"


def test_the_strongest_of_several_frameworks_counts_and_of_equal_ones_that_which_supports(atlas):
    engine = Engine(atlas.as_of("latest"), Method(code_values=(0, 0, 0, 1)), [])
    block, places = only(engine), engine.layout.of("CA-ON", "ST1")
    weak, strong, count = 4 + 16, 4 + 48 + 12 + 3, len(places)  # 1,0,0 is worth nothing here; 3,3,3 all
    for states, expected in (
        ([SILENT, weak, SILENT], weak),
        ([weak, strong, SILENT], strong),
        ([OUT, UNREAD, OUT], UNREAD),
        ([UNREAD, SILENT, UNREAD], SILENT),
        ([OUT, OUT, OUT], OUT),
    ):
        drawn = block.states.copy()
        drawn[places, 0] = states[:count]
        points = engine.points_of(drawn, block.parameters)
        assert engine.counted(block._replace(states=drawn, points=points), places).tolist() == [expected]
    assert engine.layout.states.count == 132


@pytest.mark.parametrize(("ids", "there"), [(["NZ"], "NZ"), ([], "none")])
def test_ranks_need_two(atlas, ids, there):
    now = atlas.as_of("latest")
    few = replace(now, provisions=now.provisions[now.provisions["jurisdiction_id"].isin(ids)])
    with pytest.raises(ValueError) as refused:
        Engine(few)
    assert str(refused.value) == (
        f"ranks on {now.date} need two jurisdictions with a score on every dimension; there is {there}"
    )
