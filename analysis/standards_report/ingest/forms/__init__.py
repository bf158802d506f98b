"""Exports in forms of ours: headings, cells and dates, under whatever names a site gives.

What is written into data, and whose names are known, is not decided here.
"""
