"""Kits: a figure with its files, pages, snippets and citation, ready to embed."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
