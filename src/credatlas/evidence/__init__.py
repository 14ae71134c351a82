"""Read and check the data folder, and narrow it to a date.

dataset     `load` and the Dataset it returns         schema      what datapackage.json describes
tables      read files, check cells and keys          rules       a room: those of the codebook
csv_file    read and write CSV                        dates       partial dates such as 2024-05
versions    which versions are in force on a day      statuses    statuses and confidence levels
describe    what each column means                    display     a table as HTML in JupyterLab
empty       a data set without evidence               audits      rates of the audit
codebook    a room: search it, look up in it          variants    a room: what if, a selection
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
