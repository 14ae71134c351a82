from .entry import Entry as Entry
from .entry import look_up as look_up
from .labels import label_provisions as label_provisions
from .passages import Passages as Passages
from .passages import find_passages as find_passages
