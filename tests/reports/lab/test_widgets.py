"""The panel draws again what its fields say, says what cannot be drawn, and is plain arguments without ipywidgets."""

import sys

import nbformat
import pytest
from nbclient import NotebookClient

from credatlas.figures.figure import FIGURE_MIME, Figure
from credatlas.index.scores.method import Method
from credatlas.index.simulation.draws import FACTORS
from credatlas.index.simulation.monte_carlo import simulate
from credatlas.reports.lab.widgets import DRAWS, Panel, panel, rank_weighted

pytestmark = pytest.mark.slow

WEIGHTS = {"ST": 2, "PO": 1, "SP": 1}


@pytest.fixture
def shown(atlas):
    return panel(atlas, weights=WEIGHTS)


def column(figure, name):
    place = [column.name for column in figure.columns].index(name)
    return [row[place] for row in figure.rows]


def test_only_the_weights_stay_as_given_and_the_figure_says_which(atlas):
    latest = atlas.as_of("latest")
    method = Method.from_dimensions(latest.dimensions, dimension_weights=WEIGHTS)
    drawn = simulate(latest, method, DRAWS, factors=set(FACTORS) - {"weights"})
    medians = drawn.rank_intervals().set_index("jurisdiction_id")["median"]
    figure = rank_weighted(atlas, weights=WEIGHTS)
    ranks = dict(zip(column(figure, "jurisdiction_id"), column(figure, "median"), strict=True))
    assert {jurisdiction: ranks[jurisdiction] for jurisdiction in drawn.rankable} == medians[drawn.rankable].to_dict()
    assert figure.subtitle.startswith("Rank of 14 under the weights stackability 2, portability 1 and speed 1,")
    assert drawn.draws.filter(regex="^weight_(ST|PO|SP)$").drop_duplicates().to_numpy().tolist() == [[0.5, 0.25, 0.25]]


def test_the_figure_of_chosen_weights_has_an_id_of_its_own_also_within_its_drawing(atlas):
    figure = rank_weighted(atlas, as_of="2022-11-22", weights=WEIGHTS)
    assert figure.id == "rank-intervals-own-weights-2022-11-22"
    assert 'id="rank-intervals-own-weights-2022-11-22-svg-title"' in figure.svg
    assert "rank-intervals-2022-11-22" not in figure.svg


def test_a_weight_that_is_no_whole_number_is_written_in_the_language(atlas):
    assert "1,50" in rank_weighted(atlas, weights={"ST": 1.5}, jurisdictions=["NZ"], lang="fr").subtitle


@pytest.mark.parametrize(
    ("choice", "problem"),
    [
        ({"weights": {"SX": 1}}, "weights name 'SX', which is not one of ST, PO, SP"),
        ({"weights": {"ST": 0, "PO": 0, "SP": 0}}, "weights are all zero; give one dimension more than 0"),
        (
            {"weights": {"ST": -1}},
            "this method cannot be scored: dimension_weights of ST is -1.0; a weight is a number from 0 up",
        ),
        (
            {"as_of": "2022"},
            "as_of '2022' is neither 'latest' nor a day: write '2022-01-01' for its first day, or '2022-12-31' for its last",
        ),
        ({"jurisdictions": []}, "there is no jurisdiction to show; pass at least one"),
    ],
)
def test_what_cannot_be_drawn_is_refused(atlas, choice, problem):
    with pytest.raises(ValueError) as refused:
        panel(atlas, **choice)
    assert str(refused.value) == problem


def test_its_fields_hold_what_was_given(atlas):
    filled = panel(atlas, as_of="2022-11-22", jurisdictions=["EU", "AU"], weights={"ST": 3})
    assert (filled.as_of.value, filled.jurisdictions.value) == ("2022-11-22", ("EU", "AU"))
    assert {dimension: field.value for dimension, field in filled.weights.items()} == {"ST": 3, "PO": 1, "SP": 1}
    assert set(column(filled.figure, "jurisdiction_id")) == {"EU", "AU"}


def test_every_field_has_a_label_and_is_an_ordinary_input(shown):
    """ipywidgets ties the label of these to their input; of its sliders and toggles it does not."""
    fields = [shown.as_of, shown.jurisdictions, *shown.weights.values()]
    assert [field.description for field in fields] == [
        "As of",
        "Jurisdictions",
        "Weight of stackability",
        "Weight of portability",
        "Weight of speed",
    ]
    assert {type(field).__name__ for field in fields} == {"Combobox", "SelectMultiple", "FloatText"}


def test_its_labels_are_in_the_language_asked_for(atlas):
    assert panel(atlas, lang="fr").weights["SP"].description != panel(atlas).weights["SP"].description


def test_a_change_of_a_field_draws_again(atlas, shown):
    shown.weights["ST"].value = 0
    shown.as_of.value = " 2022-11-22 "
    assert shown.figure == rank_weighted(atlas, as_of="2022-11-22", weights=WEIGHTS | {"ST": 0})
    assert shown.message.value == f'<p role="status" lang="en">{shown.figure.title}</p>'


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("as_of", "<script>", "as_of &#x27;&lt;script&gt;&#x27; is neither"),
        ("jurisdictions", (), "there is no jurisdiction to show"),
    ],
)
def test_what_cannot_be_drawn_is_said_and_the_figure_stays(shown, field, value, problem):
    before = shown.figure
    getattr(shown, field).value = value
    assert shown.figure is before
    assert shown.message.value.startswith(f'<p role="alert" lang="en">{problem}')


def test_without_ipywidgets_the_same_arguments_give_the_same_figure(atlas, shown, monkeypatch):
    monkeypatch.setitem(sys.modules, "ipywidgets", None)  # as Python marks a module that cannot be imported
    plain = panel(atlas, weights=WEIGHTS)
    assert isinstance(shown, Panel) and isinstance(plain, Figure) and plain == shown.figure


def test_in_a_notebook_the_figure_is_an_output_of_its_own_that_follows_the_fields(tmp_path):
    cells = [
        "from credatlas import load\nfrom credatlas.reports.lab.widgets import panel\nshown = panel(load())\nshown",
        "shown.weights['ST'].value = 5",
    ]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}}).execute()
    fields, figure = notebook.cells[0].outputs
    assert "application/vnd.jupyter.widget-view+json" in fields.data
    assert figure.data[FIGURE_MIME]["subtitle"].startswith("Rank of 14 under the weights stackability 5,")
