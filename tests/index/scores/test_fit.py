"""A method fits the data that it is to score, and what they do not know is refused."""

from dataclasses import replace

import pandas as pd
import pytest

from credatlas import Method, score
from credatlas.index.scores import fit_method


@pytest.mark.parametrize(
    ("choice", "told"),
    [
        ({"indicator_weights": {"ST9": 2}}, "indicator_weights of 'ST9', which the data do not know; did you mean 'ST"),
        ({"dimension_weights": {"XX": 2}}, "dimension_weights of 'XX', which the data do not know"),
        ({"min_coded": 7}, "min_coded is 7, and no dimension has more than 6 indicators"),
        ({"code_values": (0, 0.5, 1)}, "code_values has 3 numbers, and the codes of the data, 0 to 3, need 4"),
    ],
)
def test_a_method_that_does_not_fit_the_data_is_refused(atlas, choice, told):
    with pytest.raises(ValueError, match="^this method does not fit the data: ") as refused:
        score(atlas.as_of("latest"), Method(**choice))
    assert told in str(refused.value)


def test_weights_in_place_of_a_method_are_answered_with_what_to_write(atlas):
    with pytest.raises(TypeError, match=r"write score\(atlas, Method\(dimension_weights=\{'ST': 2\}\)\)$"):
        score(atlas.as_of("latest"), {"ST": 2})


def test_even_steps_fit_any_number_of_codes_and_are_no_choice_of_ones_own(atlas):
    codes = pd.DataFrame([("obligation", str(code)) for code in range(6)], columns=["attribute", "code"])
    wider = replace(atlas, codes=codes)
    fitted = fit_method(Method(scope_factor=0.5), wider)
    assert fitted.code_values == (0, 0.2, 0.4, 0.6, 0.8, 1)
    assert repr(fitted) == "Method: the codebook's, but scope_factor 0.5"
    assert fit_method(fitted, wider) == fitted


def test_what_a_method_does_not_state_is_that_of_the_data(atlas):
    """Attribute weights too: those of dimensions.csv, also for a dimension that the codebook weighs otherwise."""
    own = replace(atlas, dimensions=atlas.dimensions.assign(weight_precision=3))
    for method in (None, Method(), Method(dimension_mean="geometric")):
        assert fit_method(method, own).weights_of("SP") == (1, 3, 0)
    stated = fit_method(Method(attribute_weights={"SP": (1, 1, 0)}), own)
    assert stated.weights_of("SP") == (1, 1, 0) and stated.weights_of("ST") == (1, 3, 1)
