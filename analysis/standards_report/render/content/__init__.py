"""Everything generated that a chapter embeds: ledgers, glossary, finding cards, lists.

No number is computed here; it is taken from the index.
"""
