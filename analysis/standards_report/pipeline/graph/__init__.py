"""Steps, the order in which they run, and the stored results with their hashes.

No step of the report is defined here.
"""
