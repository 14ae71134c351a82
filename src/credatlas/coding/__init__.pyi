from .blank_sheets import InvalidFramework as InvalidFramework
from .frameworks import add_framework as add_framework
from .frameworks import reconcile_framework as reconcile_framework
from .passes import Decision as Decision
from .settling import list_progress as list_progress
from .study_folder import make_study_folder as make_study_folder
from .workspace import open_workspace as open_workspace
