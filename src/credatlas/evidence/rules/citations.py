"""Rules on sources: what must cite one, and which must be cited.

Knows data/CODEBOOK.md, sections 1 and 5.
"""

from collections.abc import Iterator

import pandas as pd

from credatlas.errors import Problem
from credatlas.evidence.rules.rows import iterate_rows, problem_at
from credatlas.evidence.statuses import Status


def check_known_is_cited(provisions: pd.DataFrame) -> Iterator[Problem]:
    """Section 1: every provision that is not missing has a finding and a source."""
    for row in iterate_rows(provisions):
        for column in ("finding", "source_id"):
            if row.status != Status.MISSING and not getattr(row, column):
                yield problem_at(row, column, None, "is empty; only a missing provision may leave it so")


def check_sources_are_cited(
    sources: pd.DataFrame,
    frameworks: pd.DataFrame,
    framework_sources: pd.DataFrame,
    provisions: pd.DataFrame,
    context: pd.DataFrame,
    claims: pd.DataFrame,
    university_sources: pd.DataFrame,
) -> Iterator[Problem]:
    """Section 5: every source is cited somewhere."""
    citing = (frameworks, framework_sources, provisions, context, claims, university_sources)
    cited = set().union(*(frame["source_id"] for frame in citing))
    for row in iterate_rows(sources[~sources["source_id"].isin(cited)]):
        yield problem_at(row, "source_id", row.source_id, "is cited nowhere")
