"""Turns raw exports into tidy rows of tables. Each body that exports has a folder here.

Nothing here computes results of the report: measures do that from the rows.
"""

import lazy_loader

# Each name is imported at its first use, from the module that the stub beside this file names.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
