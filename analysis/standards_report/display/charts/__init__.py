"""The kinds of charts, one a module: each draws rows and returns a figure.

No chart counts, reads a table or words a caption.
"""
