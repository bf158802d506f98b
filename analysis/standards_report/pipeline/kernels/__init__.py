"""Forks kernels from a process that has already imported what notebooks use.

Nothing here knows what a notebook computes.
"""
