from .tables import export as export
