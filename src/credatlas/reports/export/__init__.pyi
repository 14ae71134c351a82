from .downloads import publish_tables as publish_tables
from .tables import export as export
