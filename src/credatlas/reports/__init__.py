"""What we publish: studies are run with papermill, rendered, checked and published."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
