"""Measures of this report's subject: committees, members, leaders, Questions, technology areas.

What holds for any quantity lives in the folders beside it.
"""
