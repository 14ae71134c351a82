from .edition import SEAL as SEAL
from .edition import Edition as Edition
from .edition import is_edited as is_edited
from .edition import seal as seal
from .edition import tell_differences as tell_differences
from .what_if import change_provision as change_provision
from .what_if import put_back as put_back
from .what_if import select as select
