"""Files on disk: replace them in one step, hash them, read manifests, keep scratch folders."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
