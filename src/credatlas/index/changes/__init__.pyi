from .compare import DOUBTFUL as DOUBTFUL
from .compare import DataChanges as DataChanges
from .compare import compare_datasets as compare_datasets
from .compare import compare_days as compare_days
from .compare import compare_dimensions as compare_dimensions
from .compare import list_changes as list_changes
