"""Search the codebook and look things up in it: names, questions, codes with their labels, and the pages with cases.

passages    find words in it                  entry       all of it on one dimension, indicator or attribute
labels      provisions with names and labels         scale       the codes that a text can get, 0 to n
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
