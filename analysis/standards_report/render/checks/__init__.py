"""What can be wrong in all chapters together: citations, references, claims, findings.

What one chapter shows by itself lives in `lint`.
"""
