from .errors import DataError as DataError
from .evidence import Dataset as Dataset
from .evidence import load as load
from .figures import charts as charts
from .figures.drawing import house_style as house_style
from .figures.words import tables as tables
from .index.changes import list_changes as list_changes
from .index.reforms import apply_reform as apply_reform
from .index.reforms import cheapest_reform as cheapest_reform
from .index.scores import Method as Method
from .index.scores import compare_pair as compare_pair
from .index.scores import score as score
from .index.simulation import masked_readings as masked_readings
from .index.simulation import rank_bounds as rank_bounds
from .index.simulation import sensitivity as sensitivity
from .index.simulation import simulate as simulate
from .reports import build as build
from .reports.kits import save_figure as save_figure

__version__: str
