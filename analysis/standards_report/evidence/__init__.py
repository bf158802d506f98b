"""What an edition computed, what it claims, and where each number comes from.

No Markdown, no HTML, no style and no address of a page: the room of `render` has those.
"""
