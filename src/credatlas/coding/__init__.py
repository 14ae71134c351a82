"""Code a framework: sheets, two passes, settling, and a study folder of one's own."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
