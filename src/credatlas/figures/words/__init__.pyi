from . import change_words as change_words
from . import claim_words as claim_words
from . import evidence_words as evidence_words
from . import pair_words as pair_words
from . import reform_words as reform_words
from . import robustness_words as robustness_words
from . import statements as statements
from . import tables as tables
