"""Steps, the order in which they run, and the memory of what they left, by content.

No step of the report is defined here.
"""
