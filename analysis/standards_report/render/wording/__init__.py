"""The wording of chapters: typed numbers and misspellings, told with file and line.

Each check takes passages and gives faults. They warn authors; a build does not fail for them.
"""
