"""Parts of wholes: shares, bounds, concentration, intervals of confidence.

Nothing here knows what is shared.
"""
