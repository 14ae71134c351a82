from . import scenarios as scenarios
from .cheapest import Reform as Reform
from .scenarios import cheapest_reform as cheapest_reform
from .targets import UNDOMINATED as UNDOMINATED
