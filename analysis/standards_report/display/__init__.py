"""What notebooks emit, and the forms in which they show it: charts, tables, words.

A notebook hands over the rows that it computed; these modules neither count nor read files.
"""

import lazy_loader

# Each name is imported at its first use, from the module that the stub beside this file names.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
