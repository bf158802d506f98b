"""The adapter for ISO's committee data: its reader, its rule for technology areas, its counts.

What all exports need is in the folder above.
"""
