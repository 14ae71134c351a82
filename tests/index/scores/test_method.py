"""A method is frozen, has the codebook's defaults, and refuses what cannot be scored."""

import dataclasses
import pickle

import pytest

from credatlas.evidence.display import LEFT
from credatlas.index.scores.method import Method
from credatlas.index.scores.scoring import score


def test_the_default_is_what_the_data_package_states(atlas):
    assert Method.from_dimensions(atlas.dimensions) == Method()


def test_speed_does_not_weigh_delegation_and_an_unnamed_dimension_weighs_all_three():
    assert Method().weights_of("SP") == (1, 1, 0)
    assert Method().weights_of("XX") == (1, 1, 1)


def test_weights_of_one_dimension_leave_those_of_the_others(atlas):
    for method in (
        Method(attribute_weights={"ST": (2, 1, 1)}),
        Method.from_dimensions(atlas.dimensions, attribute_weights={"ST": (2, 1, 1)}),
    ):
        assert [method.weights_of(name) for name in ("ST", "PO", "SP")] == [(2, 1, 1), (1, 1, 1), (1, 1, 0)]


def test_weights_of_an_unknown_dimension_are_refused(atlas):
    with pytest.raises(ValueError) as refused:
        Method.from_dimensions(atlas.dimensions, attribute_weights={"STT": (2, 1, 1)})
    assert str(refused.value) == "attribute_weights of 'STT', which is no dimension; did you mean 'ST'?"
    with pytest.raises(ValueError, match="attribute_weights of 'STT', which the data do not know; did you mean 'ST'"):
        score(atlas.as_of("latest"), Method(attribute_weights={"STT": (1, 1, 1)}))


def test_data_with_other_dimensions_are_scored_by_weights_of_their_own(atlas):
    named = atlas.dimensions.assign(dimension_id=["A", "B", "C"])
    assert Method.from_dimensions(named).weights_of("C") == (1, 1, 0)


def test_a_method_travels_to_another_process():
    method = Method(dimension_weights={"ST": 2}, code_values=(0, 0.2, 0.5, 1))
    assert pickle.loads(pickle.dumps(method)) == method


def test_a_method_cannot_be_changed():
    method = Method()
    with pytest.raises(dataclasses.FrozenInstanceError):
        method.min_coded = 3
    with pytest.raises(TypeError):
        method.attribute_weights["SP"] = (1, 1, 1)


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        (
            {"code_values": (0, 0.5, 0.2, 1)},
            "code_values (0.0, 0.5, 0.2, 1.0) must be numbers that rise from 0 to 1, one for each code",
        ),
        (
            {"attribute_weights": {"SP": (0, 0, 0)}},
            "attribute_weights of SP (0.0, 0.0, 0.0) must be three weights, none negative, not all zero",
        ),
        ({"indicator_weights": {"ST1": -1}}, "indicator_weights of ST1 is -1.0; a weight is a number from 0 up"),
        (
            {"dimension_mean": "median"},
            "dimension_mean 'median' is not one of arithmetic, geometric, harmonic, minimum",
        ),
        ({"scope_factor": 1.5}, "scope_factor 1.5 is outside 0 to 1"),
        ({"hinders": 5}, "hinders 5 is no number up to 0: a barrier cannot earn points"),
        ({"hinders": float("-inf")}, "hinders -inf is no number up to 0: a barrier cannot earn points"),
        ({"scored_share": 0}, "scored_share 0 is no share above 0 and up to 1"),
        ({"estimated_share": 1.5}, "estimated_share 1.5 is no share above 0 and up to 1"),
        ({"none_found": "nothing"}, "none_found 'nothing' is not one of no-score, zero"),
        ({"min_coded": 0}, "min_coded 0 is not a number from 1 up: a mean needs something to average"),
        ({"min_coded": float("nan")}, "min_coded nan is not a number from 1 up: a mean needs something to average"),
        (
            {"code_values": (0, float("nan"), 0.5, 1)},
            "code_values (0.0, nan, 0.5, 1.0) must be numbers that rise from 0 to 1, one for each code",
        ),
        (
            {"attribute_weights": {"ST": (float("inf"), 1, 1)}},
            "attribute_weights of ST (inf, 1.0, 1.0) must be three weights, none negative, not all zero",
        ),
        (
            {"attribute_weights": {"ST": 2}},
            "attribute_weights is {'ST': 2}, and must be numbers by dimension, such as {'ST': (2, 1, 1)}",
        ),
        (
            {"attribute_weights": (2, 1, 1)},
            "attribute_weights is (2, 1, 1), and must be numbers by dimension, such as {'ST': (2, 1, 1)}",
        ),
        (
            {"scope_factor": "half", "min_coded": "x"},
            "scope_factor is 'half', and must be a number; min_coded is 'x', and must be a number or None",
        ),
        ({"attribute_floor": float("nan")}, "attribute_floor nan is outside 0 to 100 points"),
        ({"dimension_floor": 1e9}, "dimension_floor 1000000000.0 is outside 0 to 100 points"),
    ],
)
def test_what_cannot_be_scored_is_refused_in_words(choice, message):
    with pytest.raises(ValueError) as refused:
        Method(**choice)
    assert str(refused.value) == f"this method cannot be scored: {message}"


def test_all_problems_are_told_at_once():
    with pytest.raises(ValueError, match=r"scope_factor .*; min_coded "):
        Method(scope_factor=-1, min_coded=0)


@pytest.mark.parametrize(
    ("choices", "text"),
    [
        ({}, "Method: that of the codebook"),
        ({"attribute_weights": {"ST": (1, 1, 1), "PO": (1, 1, 1), "SP": (1, 1, 0)}}, "Method: that of the codebook"),
        (
            {"dimension_weights": {"ST": 2.5}, "attribute_mean": "gate", "dimension_floor": 1},
            "Method: the codebook's, but attribute_mean gate; dimension_weights ST 2.5; dimension_floor 1",
        ),
        (
            {"code_values": (0, 0.5, 0.5, 1), "attribute_weights": {"SP": (2, 1, 0)}},
            "Method: the codebook's, but attribute_weights SP 2:1:0; code_values 0:0.5:0.5:1",
        ),
        ({"scope_factor": 0.6667}, "Method: the codebook's, but scope_factor 0.6667"),
        ({"attribute_weights": {"XX": (1, 2, 1)}}, "Method: the codebook's, but attribute_weights XX 1:2:1"),
    ],
    ids=["default", "default in words", "means and weights", "codes", "the fourth digit", "another dimension"],
)
def test_it_shows_itself_by_what_differs_from_the_codebook(choices, text):
    assert repr(Method(**choices)) == text


def test_in_html_every_choice_stands_beside_the_codebooks():
    html = Method(dimension_weights={"<b>": 2})._repr_html_().replace(LEFT, "")
    assert '<th scope="row">dimension_weights</th><td>&lt;b&gt; 2</td><td>all 1</td>' in html
    assert '<th scope="row">min_coded</th><td>none</td><td>none</td>' in html
    assert '<th scope="row">scored_share</th><td>0.667</td><td>0.667</td>' in html
    assert html.count('scope="row"') == len(dataclasses.fields(Method))
