"""A chapter as Pandoc reads it: its tree with line numbers, and what an edition shows of it."""
