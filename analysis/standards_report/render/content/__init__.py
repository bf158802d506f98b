"""Everything generated that a chapter embeds: ledgers, glossary, finding cards, lists.

Nothing here computes a number. All numbers come from the index.
"""
