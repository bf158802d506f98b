"""Measures of this report's subject: committees, members, leaders, Questions, technology areas.

Measures that hold for any quantity are in the folders beside it.
"""
