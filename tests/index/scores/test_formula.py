"""The formula of the score by hand, and the same whatever the shape of what is scored."""

import numpy as np
import pytest

from credatlas.index.scores.formula import composite_points, dimension_points, provision_points, score_codes
from credatlas.index.scores.means import MEANS
from credatlas.index.scores.method import Method

METHODS = [Method(attribute_mean=mean, attribute_floor=5.0) for mean in (*MEANS, "gate")]


def test_a_provision_earns_the_mean_of_its_attributes_and_less_where_targeted():
    """Codes 3,2,1 are 100, 66.7 and 33.3 points: 66.7 together, 44.4 where targeted, 83.3 where delegation weighs 0."""
    codes = np.array([[3, 3], [2, 2], [1, 1]])
    assert score_codes(codes, np.array([False, True]), [1, 1, 1], Method()) == pytest.approx([200 / 3, 400 / 9])
    assert score_codes(codes, np.array([False, True]), [1, 1, 0], Method()) == pytest.approx([250 / 3, 500 / 9])


def test_a_gate_lets_obligation_cap_the_mean():
    """Codes 1,3,3: the mean is 77.8, and obligation allows 33.3."""
    assert score_codes(np.array([1, 3, 3]), False, [1, 1, 1], Method(attribute_mean="gate")) == pytest.approx(100 / 3)


def test_a_dimension_is_the_mean_of_what_was_read():
    """Three indicators, the second of double weight: (30 + 2 x 60) / 3 = 50 without the third."""
    points = np.array([[30.0, 30.0, 30.0], [60.0, 60.0, -np.inf], [0.0, np.nan, np.nan]])
    assert dimension_points(points, [1, 2, 1]).round(9).tolist() == [37.5, 50, 30]
    assert np.isnan(dimension_points(points[:, 2:] * np.nan, [1, 2, 1])).all()


def test_a_composite_needs_every_dimension_that_weighs():
    dimensions = np.array([[40.0, 40.0], [80.0, np.nan]])
    assert composite_points(dimensions, [3, 1])[0] == 50 and np.isnan(composite_points(dimensions, [3, 1])[1])
    assert composite_points(dimensions, [1, 0]).tolist() == [40, 40]


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.attribute_mean)
def test_a_table_of_all_codes_holds_the_points_of_each(method):
    """Attributes on axes of their own, as the simulation has them, or a row per triple, as the frames do."""
    values = 100 * np.array(method.code_values)
    table = provision_points([values[:, None, None], values[:, None], values], [3, 2, 1], 1.0, method)
    codes = np.indices((4, 4, 4))
    assert table.tolist() == score_codes(codes, np.zeros((4, 4, 4), dtype=bool), [3, 2, 1], method).tolist()
