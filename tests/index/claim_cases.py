"""Hand-made draws for the tests of claims: states and scores as they are given."""

from types import SimpleNamespace

import numpy as np

from credatlas.index.claims.drawn import Drawn
from credatlas.index.simulation.states import states_of

NAN = np.nan


def supports(obligation, precision, delegation) -> int:
    """The state of a general provision that supports with these codes."""
    return int(states_of(range(4)).support([obligation, precision, delegation]))


def drawn(states=None, scores=None) -> Drawn:
    """Draws as given: states by (jurisdiction, indicator), scores by (jurisdiction, dimension), a value per draw."""
    states, scores = states or {}, scores or {}
    simulation = SimpleNamespace(
        kept={cell: np.array(column, dtype=np.uint8) for cell, column in states.items()},
        dimension=lambda *pair: np.array(scores[pair], dtype=float),
        draws_made=len(next(iter([*states.values(), *scores.values()]))),
    )
    return Drawn(simulation, set(scores))
