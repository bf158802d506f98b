"""Charts of parts of a whole, one kind a module.

They do not show how a part moves in time.
"""
