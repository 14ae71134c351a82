"""The words about columns fit the columns that there are, in the data and in every frame of the index."""

from html import escape

import pandas as pd
import pytest

from credatlas.evidence.codebook.labels import label_provisions
from credatlas.evidence.dataset import load
from credatlas.evidence.describe import read_frames
from credatlas.evidence.schema import NEEDED
from credatlas.index.scores.method import Method
from credatlas.index.scores.scoring import list_barriers, score, score_provisions
from credatlas.index.simulation.masking import masked_readings
from credatlas.index.simulation.monte_carlo import simulate
from credatlas.index.simulation.robustness import bound_ranks

KINDS = {"b": "boolean", "i": "integer", "f": "number"}


@pytest.fixture(scope="module")
def latest(atlas):
    return atlas.as_of("latest")


@pytest.fixture(scope="module")
def frames(latest):
    """Every frame that frames.csv describes, as the index gives it."""
    scores, simulation = score(latest), simulate(latest, draws=64)
    return {
        "atlas": label_provisions(latest.tables, "en"),
        "provision_scores": score_provisions(latest.provisions, Method()).to_frame(),
        "indicator_scores": scores.indicators,
        "dimension_scores": scores.dimensions,
        "composite_scores": scores.composite,
        "pair": latest.compare("CA-ON", "NZ"),
        "gap": scores.explain("CA-YT", "NZ"),
        "barriers": list_barriers(latest.provisions),
        "rank_intervals": simulation.rank_intervals(),
        "estimates": simulation.estimates(),
        "masked_readings": masked_readings(latest, draws=8),
        "rank_bounds": bound_ranks(latest),
    }


def kind_of(column: pd.Series) -> str:
    words = "mapping" if column.map(lambda value: isinstance(value, dict)).any() else "string"
    return KINDS.get(column.dtype.kind, words)


@pytest.mark.parametrize("name", [name for name in read_frames() if name not in NEEDED])
def test_a_frame_of_the_index_has_the_columns_and_types_that_are_described(latest, frames, name):
    described = latest.describe(name)
    assert list(described["name"]) == list(frames[name])
    assert list(described["type"]) == [kind_of(frames[name][column]) for column in frames[name]]


@pytest.mark.parametrize("name", [name for name in read_frames() if name not in NEEDED])
def test_a_column_that_is_never_missing_never_is_and_one_that_may_be_says_what_it_means(latest, frames, name):
    for column in latest.describe(name).itertuples():
        values = frames[name][column.name]
        missing = (values == "").any() or values.isna().any()
        assert not (missing and column.missing_means.startswith("never")), column.name
        assert column.missing_means and column.description.endswith(".")


@pytest.mark.parametrize("name", NEEDED)
def test_a_table_of_the_data_has_every_column_described(latest, name):
    described, table = latest.describe(name), getattr(latest, name)
    assert list(described["name"]) == list(table)
    assert list(described["type"]) == [kind_of(table[column]) for column in table]
    assert described["description"].str.len().min() > 0
    never = described.loc[described["missing_means"] == "never missing", "name"]
    assert not table[list(never)].isin([""]).any(axis=None) and not table[list(never)].isna().any(axis=None)


def test_what_an_empty_cell_says_comes_from_the_field_of_the_data_package(latest):
    frameworks = latest.describe("frameworks").set_index("name")["missing_means"]
    assert frameworks["in_force_to"] == "empty: still in force as far as is known"
    assert frameworks["framework_id"] == "never missing"
    assert frameworks["definition"] == "empty: there is none, or none is known"
    provisions = latest.describe("provisions").set_index("name")
    assert provisions.loc["obligation", ["type", "unit", "missing_means"]].tolist() == [
        "number",
        "code (0-3)",
        "NaN where missing or not applicable",
    ]


def test_a_column_that_somebody_adds_to_the_data_needs_no_words_to_be_listed(toy):
    toys = load(toy)
    for resource in toys.descriptor["resources"]:
        for field in resource["schema"]["fields"]:
            field.pop("description", None)
    assert set(toys.describe("sources")["description"]) == {""}


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("dimension_score", "no frame or table 'dimension_score'; did you mean 'dimension_scores'?"),
        ("provison", "no frame or table 'provison'; did you mean 'provisions'?"),
    ],
)
def test_an_unknown_name_meets_its_neighbour(latest, name, problem):
    with pytest.raises(KeyError) as caught:
        latest.describe(name)
    assert caught.value.args == (problem,)


def test_a_name_near_to_none_is_told_which_there_are(latest):
    with pytest.raises(KeyError) as caught:
        latest.describe("zzz")
    assert caught.value.args[0].startswith("no frame or table 'zzz'; there are jurisdictions, other_jurisdictions, ")
    assert caught.value.args[0].endswith("barriers, rank_intervals, estimates, masked_readings, rank_bounds, pair, gap")


def test_a_description_is_shown_uncut_and_what_is_derived_from_it_is_an_ordinary_frame(latest):
    described = latest.describe("provisions")
    assert escape(max(described["description"], key=len)) in described._repr_html_()
    assert "<caption>Columns of provisions</caption>" in described._repr_html_()
    assert type(described.query("type == 'number'")) is pd.DataFrame
