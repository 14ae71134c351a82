"""The charts, one module each: frames go in, a Figure comes out. A module in this folder is a chart, listed nowhere.

CHARTS holds them by the name of their figure, those of the gallery first and in its order.
"""

import pkgutil
from importlib import import_module
from typing import TYPE_CHECKING

from credatlas.figures.chart import REGISTERED, Chart

__all__ = sorted(module.name for module in pkgutil.iter_modules(__path__))
for _name in __all__:
    globals()[_name] = getattr(import_module(f"{__name__}.{_name}"), _name)  # the function, in place of its module

_ORDERED = sorted(REGISTERED.values(), key=lambda chart: (not chart.gallery, chart.gallery, chart.name))
CHARTS: dict[str, Chart] = {chart.name: chart for chart in _ORDERED}

if TYPE_CHECKING:
    from credatlas.figures.charts.claims_board import claims_board as claims_board
    from credatlas.figures.charts.coverage import coverage as coverage
    from credatlas.figures.charts.dimension_profile import dimension_profile as dimension_profile
    from credatlas.figures.charts.frontier import frontier as frontier
    from credatlas.figures.charts.hangs_on import hangs_on as hangs_on
    from credatlas.figures.charts.hasse import hasse as hasse
    from credatlas.figures.charts.heat_strip import heat_strip as heat_strip
    from credatlas.figures.charts.indicator_profile import indicator_profile as indicator_profile
    from credatlas.figures.charts.rank_intervals import rank_intervals as rank_intervals
    from credatlas.figures.charts.reform_steps import reform_steps as reform_steps
    from credatlas.figures.charts.score_matrix import score_matrix as score_matrix
    from credatlas.figures.charts.strongest_clause import strongest_clause as strongest_clause
    from credatlas.figures.charts.then_and_now import then_and_now as then_and_now
    from credatlas.figures.charts.timeline import timeline as timeline
    from credatlas.figures.charts.who_gives_credit import who_gives_credit as who_gives_credit


def __dir__() -> list[str]:
    return __all__
