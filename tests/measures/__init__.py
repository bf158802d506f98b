"""Measures, and the properties that they keep."""
