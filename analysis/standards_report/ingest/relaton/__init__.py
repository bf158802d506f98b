"""Adapters for bibliographic records that the Relaton project keeps, a YAML file a document.

They return counts, and names of companies that a reviewed table holds: no record and no name of a
person may leave this folder.
"""
