"""ITU-T's Recommendations: counts by year and Study Group, and which of our standards became one.

Titles are compared by hand in a table of `data/`; nothing here judges whether two are alike.
"""
