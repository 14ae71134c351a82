from .publish import IfLocked as IfLocked
from .publish import OutputLocked as OutputLocked
from .publish import build as build
from .publish import check_choices as check_choices
from .publish import explain as explain
