"""What all charts share: style, axes, places of labels, panels where data are missing.

These modules do not know what a chart shows.
"""
