"""Code a framework: sheets to fill in, two independent passes, one settled result; and study folders.

workspace      where sheets lie, and what each code means    sheets          names and columns of the sheets
blank_sheets   write the sheets of a new framework           filled_sheets   read and check them
passes         compare the two passes, read decisions        settling        make the final rows of the data
data_files     add rows and file names to data files         frameworks      the two commands: add, reconcile
workbook       the same sheets as an Excel workbook with drop-downs
study_folder   make a folder with data, notebooks and README
source_reading find in the text of a source what the provisions say of it
source_watch   ask whether the addresses of the sources still lead to what was read
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
