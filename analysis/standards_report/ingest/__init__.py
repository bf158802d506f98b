"""A raw export in, tidy rows out, all of them or none; a folder for each body that exports.

Nothing here counts for the report: measures do, over the rows.
"""

import lazy_loader

# Each name is imported at its first use, from the module that the stub beside this file names.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
