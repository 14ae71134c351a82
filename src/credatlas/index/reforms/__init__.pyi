from . import scenarios as scenarios
from .cheapest import Reform as Reform
from .cheapest import cheapest_reform as cheapest_reform
from .effects import bound_reform as bound_reform
from .effects import clause_effects as clause_effects
from .packages import PACKAGES as PACKAGES
from .packages import reform_packages as reform_packages
from .targets import UNDOMINATED as UNDOMINATED
