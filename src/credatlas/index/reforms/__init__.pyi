from . import scenarios as scenarios
from .cheapest import Reform as Reform
from .cheapest import cheapest_reform as cheapest_reform
from .packages import PACKAGES as PACKAGES
from .packages import reform_packages as reform_packages
from .targets import UNDOMINATED as UNDOMINATED
