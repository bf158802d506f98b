"""Numbers, statements and lists as the report prints them, and data as Markdown.

Nothing here draws.
"""
