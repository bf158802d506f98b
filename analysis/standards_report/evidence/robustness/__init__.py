"""What becomes of claims under other rules of counting, and whether chance could explain them.

Nothing here knows what is counted, or which statement rests on a claim.
"""
