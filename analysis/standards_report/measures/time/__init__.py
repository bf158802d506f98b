"""Comparisons of dates: order, duration, precision, and the nearest statements.

These measures compute no quantity from another.
"""
