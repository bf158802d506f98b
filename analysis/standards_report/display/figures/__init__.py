"""What all charts share: style, axes, places of labels, panels where data are missing.

Nothing here knows what a chart shows.
"""
