"""Deprecated name of `credatlas.index.agreement.coefficients`: import from `credatlas.index.agreement`. Gone in 0.3."""

import warnings

from credatlas.index.agreement.coefficients import *  # noqa: F403

warnings.warn("credatlas.index.coefficients is now credatlas.index.agreement", DeprecationWarning, stacklevel=2)
