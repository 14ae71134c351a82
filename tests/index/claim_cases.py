"""Hand-made draws for the tests of claims: three provinces, the colleges, the Union and Australia."""

from types import SimpleNamespace

import numpy as np
import pandas as pd

from credatlas.index.claims.drawn import Drawn
from credatlas.index.scores.method import ATTRIBUTES, Method
from credatlas.index.simulation.draws import DrawParameters
from credatlas.index.simulation.states import FIRST, UNREAD

NAN = np.nan
PLACES = {
    "P1": ("province", "Canada"),
    "P2": ("province", "Canada"),
    "P3": ("province", "Canada"),
    "CA-CICAN": ("sector", "Canada"),
    "EU": ("union", "Europe"),
    "AU": ("country", "Asia-Pacific"),
}
STACKABILITY = ["ST1", "ST2", "ST3", "ST4", "ST5", "ST6"]


def supports(obligation, precision, delegation, targeted=False) -> int:
    """The state of a provision that supports with these codes."""
    return FIRST + 64 * targeted + 16 * obligation + 4 * precision + delegation


def drawn(states=None, scores=None, bounds=None, without=(), absent=()) -> Drawn:
    """Draws as given: states by (jurisdiction, indicator), scores by (jurisdiction, dimension), one value per draw.

    What is not given is unread, or has no score. without: jurisdictions in which no instrument was found; absent:
    those without any framework version. bounds: (low, high) by (jurisdiction, dimension), else 0 and 100.
    """
    states, scores = states or {}, scores or {}
    count = len(next(iter([*states.values(), *scores.values()]), [0]))
    unread, unscored = np.full(count, UNREAD, dtype=np.uint8), np.full(count, NAN)
    pairs = [(place, indicator) for place in PLACES for indicator in [*STACKABILITY, "PO1", "PO6"]]
    simulation = SimpleNamespace(
        kept={pair: np.array(states.get(pair, unread), dtype=np.uint8) for pair in pairs},
        dimension=lambda *pair: np.array(scores.get(pair, unscored), dtype=float),
        draws_made=count,
        parameters=_codebook_parameters(count),
        engine=SimpleNamespace(
            method=Method(), layout=SimpleNamespace(dimensions=["ST"], indicators=list(STACKABILITY))
        ),
    )
    made = Drawn(tables(without, absent), simulation)
    given = {(place, name): (0.0, 100.0) for place in PLACES for name in ("ST", "SP")} | (bounds or {})
    index = pd.MultiIndex.from_tuples(given)
    made.__dict__["_bounds"] = pd.DataFrame(list(given.values()), index=index, columns=["low", "high"])
    return made


def tables(without=(), absent=()) -> SimpleNamespace:
    """The tables of the data set that claims look at."""
    here = [place for place in PLACES if place not in absent]
    return SimpleNamespace(
        jurisdictions=pd.DataFrame(
            [(place, *kind) for place, kind in PLACES.items()], columns=["jurisdiction_id", "kind", "group"]
        ),
        frameworks=pd.DataFrame(
            {
                "framework_id": [place.lower() for place in here],
                "jurisdiction_id": here,
                "instrument_type": ["none" if place in without else "law" for place in here],
            }
        ),
        indicators=pd.DataFrame({"indicator_id": STACKABILITY, "dimension_id": "ST"}),
    )


def _codebook_parameters(count: int) -> DrawParameters:
    """DrawParameters that are the method of the codebook in every draw."""
    return DrawParameters(
        dimension_weights=np.ones((1, count)),
        indicator_weights=np.ones((len(STACKABILITY), count)),
        attribute_weights=np.ones((1, len(ATTRIBUTES), count)),
        code_values=np.repeat(np.arange(4)[:, None] / 3, count, axis=1),
        scope=np.full(count, 2 / 3),
        aggregation=np.zeros(count, dtype=int),
        slips=np.zeros((5, count)),
    )
