"""The language of claims and audits, and what becomes of each over the rows of an edition.

Nothing here knows which sentence rests on a claim, or how a page shows it.
"""
