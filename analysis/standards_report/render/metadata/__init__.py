"""What the report tells programs: how its parts are cited, described, found and opened elsewhere.

No chapter's text and no layout of a page comes in here.
"""
