"""The book: its chapters in order, its editions, who publishes it and where.

Nothing here reads a chapter's text.
"""
