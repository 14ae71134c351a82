"""The published site: front page, run keys, kept data, history, news and feed."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
