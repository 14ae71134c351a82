from . import scenarios as scenarios
from .cheapest import Reform as Reform
from .cheapest import cheapest_reform as cheapest_reform
from .packages import PACKAGES as PACKAGES
from .packages import reform_packages as reform_packages
from .scenarios import apply_reform as apply_reform
from .targets import UNDOMINATED as UNDOMINATED
