from .codes import check_codes_fit_status as check_codes_fit_status
from .codes import check_confidence_fits_status as check_confidence_fits_status
from .every_rule import RULES as RULES
from .every_rule import check_rules as check_rules
from .instruments import find_gaps as find_gaps
