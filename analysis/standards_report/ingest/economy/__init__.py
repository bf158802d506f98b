"""Adapters for companies with their parents, and for the size of economies.

Both give observations by country. Records of documents are read elsewhere.
"""
