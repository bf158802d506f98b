"""Charts whose horizontal axis is time, one kind a module.

They do not compare countries at one time.
"""
