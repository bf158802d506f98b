"""ISO's documents: counts by committee, year and subject, joined to holders of secretariats.

No reference or title of a document is kept once it is counted.
"""
