from .codings import reconcile_framework as reconcile_framework
from .codings import start_framework as start_framework
from .decisions import Decision as Decision
from .desk import open_desk as open_desk
from .settle import list_progress as list_progress
from .start import WrongStart as WrongStart
from .study_folder import make_study_folder as make_study_folder
