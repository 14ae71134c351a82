"""Rules on the audit: its counts are parts of what was drawn."""

from collections.abc import Iterator

import pandas as pd

from credatlas.errors import Problem
from credatlas.evidence.rules.rows import iterate_rows, problem_at

PARTS = ("alike", "one_step", "further", "other_status")  # each provision drawn is in one of them


def check_parts_add_up(audits: pd.DataFrame) -> Iterator[Problem]:
    """Check that the parts of an audit make up what was drawn, and that no count is larger."""
    for row in iterate_rows(audits):
        counts = {name: int(getattr(row, name)) for name in (*PARTS, "wrong", "source_right") if getattr(row, name)}
        for name, count in counts.items():
            if count > int(row.drawn):
                yield problem_at(row, name, str(count), f"is more than the {row.drawn} drawn")
        parts = [counts[name] for name in PARTS if name in counts]
        if len(parts) == len(PARTS) and sum(parts) != int(row.drawn):
            yield problem_at(row, "drawn", row.drawn, f"is not the sum of {', '.join(PARTS)}, {sum(parts)}")
