"""Rules of the codebook across columns, rows and tables, which a schema cannot express: data/CODEBOOK.md, 2 and 5.

A rule is a function that yields problems; its parameters name the tables that it needs. Values that the schema refuses
are not reported again here.

codes       the scale, and what fits       citations   sources, addresses and ids
instruments dates of versions, searches    audits      counts of an audit
every_rule  apply them all                  rows        go through rows, name a problem
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
