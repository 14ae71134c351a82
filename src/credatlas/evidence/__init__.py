"""What we know: the data package read, checked, and narrowed to a date. Imports nothing above itself."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
