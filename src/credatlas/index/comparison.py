"""Deprecated name of `credatlas.index.ranking`: import from there. Gone in 0.3."""

import warnings

from credatlas.index.ranking import *  # noqa: F403

warnings.warn("credatlas.index.comparison is now credatlas.index.ranking", DeprecationWarning, stacklevel=2)
