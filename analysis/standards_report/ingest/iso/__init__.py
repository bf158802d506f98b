"""The adapter for ISO's committee data: its reader, its rule of technology areas, its counts.

What every export needs lives one floor up.
"""
