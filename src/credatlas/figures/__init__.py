"""What we show: frames become Figure and Table objects. Alone knows matplotlib and seaborn."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
