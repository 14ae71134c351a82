"""The charts, one module each: a frame goes in, a Figure comes out."""

from credatlas.figures.charts.claims_board import claims_board
from credatlas.figures.charts.coverage import coverage
from credatlas.figures.charts.dimension_profile import dimension_profile
from credatlas.figures.charts.frontier import frontier
from credatlas.figures.charts.hangs_on import hangs_on
from credatlas.figures.charts.hasse import hasse
from credatlas.figures.charts.heat_strip import heat_strip
from credatlas.figures.charts.indicator_profile import indicator_profile
from credatlas.figures.charts.rank_intervals import rank_intervals
from credatlas.figures.charts.reform_steps import reform_steps
from credatlas.figures.charts.score_matrix import score_matrix
from credatlas.figures.charts.strongest_clause import strongest_clause
from credatlas.figures.charts.then_and_now import then_and_now
from credatlas.figures.charts.timeline import timeline
from credatlas.figures.charts.who_gives_credit import who_gives_credit

__all__ = [
    "claims_board",
    "coverage",
    "dimension_profile",
    "frontier",
    "hangs_on",
    "hasse",
    "heat_strip",
    "indicator_profile",
    "rank_intervals",
    "reform_steps",
    "score_matrix",
    "strongest_clause",
    "then_and_now",
    "timeline",
    "who_gives_credit",
]
