"""Deprecated name of `credatlas.index.simulation.sobol`: import from `credatlas.index.simulation`. Gone in 0.3."""

import warnings

from credatlas.index.simulation.sobol import *  # noqa: F403

warnings.warn("credatlas.index.sensitivity is now credatlas.index.simulation", DeprecationWarning, stacklevel=2)
