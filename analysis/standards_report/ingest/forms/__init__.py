"""Exports in forms of ours: their headings, cells and dates, under whatever names a site gives."""
