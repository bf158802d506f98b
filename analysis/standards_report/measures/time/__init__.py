"""Dates compared: how long, how exact, what lies nearest.

No quantity is computed from another one here.
"""
