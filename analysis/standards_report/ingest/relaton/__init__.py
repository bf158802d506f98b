"""Bibliographic records that the Relaton project keeps, a YAML file a document: a folder a record
set, with its adapter, and `clones/`, which all of them read through.

They return counts, and names of companies that a reviewed table holds: no record and no name of a
person may leave this folder.
"""
