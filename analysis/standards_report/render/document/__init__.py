"""A chapter as Pandoc reads it: its tree with line numbers, and what is known of it.

What an edition shows of it lives in `shown`.
"""
