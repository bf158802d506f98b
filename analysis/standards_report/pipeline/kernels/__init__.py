"""Kernels forked from a process that has imported what notebooks use.

Nothing here knows what a notebook computes.
"""
