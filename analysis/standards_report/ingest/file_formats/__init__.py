"""Formats of raw exports: what the bytes of a file are, and their rows as text.

What the rows mean, and which of them are right, is never asked here.
"""
