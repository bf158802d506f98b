"""Numbers, statements and lists as the report prints them, and data as Markdown.

These modules do not draw.
"""
