"""Loads the tables of what sources state, checks them, and shows them as an edition knew them.

Nothing is computed from them here, and nothing is left out without a message.
"""

import lazy_loader

# Each name is imported at its first use, from the module that the stub beside this file names.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
