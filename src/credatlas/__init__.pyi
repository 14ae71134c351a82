from .errors import DataError as DataError
from .evidence import Dataset as Dataset
from .evidence import load as load
from .figures import charts as charts
from .index.scores import Method as Method
from .index.scores import score as score
from .reports import build as build

__version__: str
