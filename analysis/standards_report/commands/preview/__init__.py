"""The preview: a report served on this machine, made again and shown at every save.

Nothing here builds by itself: the loop asks `build` for it.
"""
