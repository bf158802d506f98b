"""Charts that set countries, groups or rules beside each other, one kind a module.

Their horizontal axis is never time.
"""
