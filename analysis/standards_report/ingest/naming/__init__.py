"""Names of entities in exports: matched with those known, or put into a table to fill in.

A name is never matched across countries. Files and their formats are not read here.
"""
