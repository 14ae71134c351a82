"""Deprecated name of `credatlas.index.ranking.bounds`: import from `credatlas.index.ranking`. Gone in 0.3."""

import warnings

from credatlas.index.ranking.bounds import *  # noqa: F403

warnings.warn("credatlas.index.bounds is now credatlas.index.ranking", DeprecationWarning, stacklevel=2)
