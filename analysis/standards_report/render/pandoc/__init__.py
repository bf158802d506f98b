"""Pandoc as a program: reading, writing, citations, its tree. Nothing here knows editions."""
