"""Join each indicator score with the provision that counted for it.

Knows how scores and provisions are joined and how codes are written. Chooses no provision: that is `scoring`.
"""

import numpy as np
import pandas as pd

from credatlas.index.scores.method import ATTRIBUTES

TEXTS = ["scope", "finding", "source_id", "locator"]


def attach_provisions(indicator_scores: pd.DataFrame, provisions: pd.DataFrame) -> pd.DataFrame:
    """Add to each indicator score what the provision that counted says.

    Returns
    -------
    The rows and columns of `indicator_scores`, and: scope, finding, source_id, locator ("" where there is none);
    obligation, precision, delegation (NaN where nothing was read); codes: the three as text, "" where nothing was
    read. A jurisdiction without a framework has nothing in any of them.
    """
    keys = ["framework_id", "indicator_id"]
    joined = indicator_scores.merge(provisions[[*keys, *TEXTS, *ATTRIBUTES]], how="left", on=keys)
    return joined.fillna(dict.fromkeys(TEXTS, "")).assign(codes=lambda rows: write_codes(rows))


def write_codes(provisions: pd.DataFrame) -> pd.Series:
    """Write obligation, precision and delegation as `2,3,1`; "" where a provision has none."""
    rows = provisions[list(ATTRIBUTES)].to_numpy(dtype=float)
    texts = ["" if np.isnan(codes).any() else ",".join(f"{code:.0f}" for code in codes) for codes in rows]
    return pd.Series(texts, index=provisions.index, dtype="str")
