"""Parts of wholes: shares, bounds, concentration, intervals of confidence.

The measures hold for any quantity.
"""
