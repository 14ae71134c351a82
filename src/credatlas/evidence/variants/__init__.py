"""Data that are no longer those that were loaded: codes changed to see what follows, a selection, an edited copy.

what_if     change the codes of a provision, keep some provisions       edition   say what is not as it was
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
