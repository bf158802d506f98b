"""What the wording of the report is held to: its own words, spelled right, without typed results.

Each check takes passages and gives faults with file and line, as `standards-report check` does.
"""
