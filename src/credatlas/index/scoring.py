"""Deprecated name of `credatlas.index.scores.scoring`: import from `credatlas.index.scores`. Gone in 0.3."""

import warnings

from credatlas.index.scores.scoring import *  # noqa: F403

warnings.warn("credatlas.index.scoring is now credatlas.index.scores", DeprecationWarning, stacklevel=2)
