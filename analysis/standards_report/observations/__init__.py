"""Tables of what sources state, checked, and seen as an edition saw them.

Nothing is computed from them here, and nothing is left out in silence.
"""

import lazy_loader

# Each name is imported at its first use, from the module that the stub beside this file names.
__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
