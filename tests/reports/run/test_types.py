"""Weights and ids are refused in words; the other types are met in test_params and test_notebooks."""

import pytest

from credatlas.reports.run.params import ParameterError, validate


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"weights": {"SX": 1}}, "weights 'SX' is not a dimension; it is one of ST, PO, SP"),
        ({"weights": {"ST": -1}}, "weights '-1' is not a number from 0 up"),
        ({"weights": {"ST": True}}, "weights 'True' is not a number from 0 up"),
        ({"weights": {"ST": float("inf")}}, "weights 'inf' is not a number from 0 up"),
        ({"weights": {"ST": float("nan")}}, "weights 'nan' is not a number from 0 up"),
        ({"weights": {"ST": 0, "PO": 0, "SP": 0}}, "weights are all zero; give one dimension more than 0"),
        ({"weights": [2, 1, 1]}, "weights '[2, 1, 1]' does not give weights by dimension; write such as {'ST': 2}"),
        ({"indicator": "ST7"}, "indicator 'ST7' is not an indicator; did you mean 'ST1'?"),
        ({"folder": 3}, "folder 3 is not text; write it in quotes"),
    ],
)
def test_what_is_refused_and_what_is_suggested(atlas, values, problem):
    with pytest.raises(ParameterError) as refused:
        validate("00-explore", values, atlas)
    assert str(refused.value) == f"1 problem with the parameters of 00-explore\n  {problem}"


@pytest.mark.parametrize(
    ("pair", "problem"),
    [
        (["EU"], "jurisdictions has 1 jurisdiction, and a pair is two; write such as ['CA-ON', 'AU']"),
        (["EU", "AU", "NZ"], "jurisdictions has 3 jurisdictions, and a pair is two; write such as ['CA-ON', 'AU']"),
        (["Asia-Pacific"], "jurisdictions has 4 jurisdictions, and a pair is two; write such as ['CA-ON', 'AU']"),
        (["EU", "EU"], "jurisdictions 'EU' is named twice"),
        (["EU", "AUS"], "jurisdictions 'AUS' is not a jurisdiction; did you mean 'AU'?"),
        ("EU", "jurisdictions 'EU' is text, not a list; write ['EU']"),
    ],
)
def test_a_pair_is_two_different_jurisdictions(atlas, pair, problem):
    with pytest.raises(ParameterError) as refused:
        validate("32-pair", {"jurisdictions": pair}, atlas)
    assert str(refused.value) == f"1 problem with the parameters of 32-pair\n  {problem}"


def test_a_group_in_a_list_stands_for_those_of_it_that_are_not_named_beside_it(atlas):
    asked = {"jurisdictions": ["Asia-Pacific", "NZ"]}
    assert validate("30-comparison", asked, atlas).jurisdictions == ["AU", "MY", "SG", "NZ"]


def test_a_dimension_that_is_not_named_keeps_its_weight(atlas):
    assert validate("00-explore", {"weights": {"ST": 0, "PO": 0}}, atlas).weights == {"ST": 0, "PO": 0}


def test_a_hostile_weight_is_cut_to_what_a_reader_can_take(atlas):
    with pytest.raises(ParameterError) as refused:
        validate("00-explore", {"weights": "x" * 10_000}, atlas)
    assert len(str(refused.value)) < 300
