"""Checks the wording of chapters for typed numbers and misspellings.

Each check takes passages and yields faults with file and line. They warn authors, and do not stop a
build.
"""
