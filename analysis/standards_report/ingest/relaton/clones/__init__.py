"""Clones and archives of Relaton's repositories: their files, their records, the source of them.

What a record set counts, and every word of its body, belongs to the folder of that set.
"""
