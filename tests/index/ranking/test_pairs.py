"""Pairs: which tables can be compared, and margins in whole numbers."""

import numpy as np
import pandas as pd
import pytest

from credatlas.index.ranking.pairs import complete_values, margins


def test_a_missing_value_is_named_and_not_guessed():
    values = pd.DataFrame({"ST": [1.0, None], "PO": [np.inf, 2]}, index=["NZ", "CA-BC"])
    with pytest.raises(ValueError) as error:
        complete_values(values)
    assert str(error.value) == (
        "every cell must be a finite number; decide what these count before comparing:\n"
        "  unit 'NZ', column 'PO': inf\n"
        "  unit 'CA-BC', column 'ST': nan"
    )


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (pd.DataFrame({"a": [1, 2]}, index=["NZ", "NZ"]), "unit 'NZ' is there twice"),
        (pd.DataFrame([[1, 2]], columns=["a", "a"]), "column 'a' is there twice"),
        (pd.DataFrame(index=["NZ"]), "nothing to compare: 1 units and 0 columns"),
    ],
    ids=["unit", "column", "empty"],
)
def test_a_table_that_cannot_be_compared_says_why(values, message):
    with pytest.raises(ValueError) as error:
        complete_values(values)
    assert str(error.value) == message


def test_noise_of_floats_is_a_tie():
    margin, total = margins(pd.DataFrame({"a": [0.1 + 0.2, 0.3]}))
    assert (total, margin.tolist()) == (1, [[0, 0], [0, 0]])


def test_margins_are_whole_numbers_in_proportion_to_the_weights():
    """A wins the column of 0.1 and the column of 0.2, B that of 0.3: in tenths 1 + 2 - 3 = 0."""
    margin, total = margins(pd.DataFrame([[1, 1, 0], [0, 0, 1]]), [0.1, 0.2, 0.3])
    assert (total, margin.tolist()) == (6, [[0, 0], [0, 0]])


def test_weights_too_fine_for_machine_integers_stay_exact():
    """Three weights with 15 decimals: the first two sum to the third to the last digit."""
    values = pd.DataFrame([[1, 1, 0], [0, 0, 1]])
    margin, _ = margins(values, [0.123456789012345, 0.300000000000007, 0.423456789012352])
    assert margin[0, 1] == 0
