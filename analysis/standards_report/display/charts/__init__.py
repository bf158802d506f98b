"""The kinds of charts, one a module: each draws rows and returns a figure.

The charts do not count, read tables or write captions.
"""
