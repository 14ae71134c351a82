"""The charts, one module each: frames go in, a Figure comes out. A module in this folder is a chart, listed nowhere.

CHARTS holds them by the name of their figure, those of the gallery first and in its order.
"""

import pkgutil
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from credatlas.figures.chart import REGISTERED, Chart
from credatlas.figures.figure import Figure

__all__ = sorted(module.name for module in pkgutil.iter_modules(__path__))
for _name in __all__:
    globals()[_name] = getattr(import_module(f"{__name__}.{_name}"), _name)  # the function, in place of its module

_ORDERED = sorted(REGISTERED.values(), key=lambda chart: (not chart.gallery, chart.gallery, chart.name))
CHARTS: dict[str, Chart] = {chart.name: chart for chart in _ORDERED}

if TYPE_CHECKING:

    def __getattr__(name: str) -> Callable[..., Figure]: ...


def __dir__() -> list[str]:
    return __all__
