"""A room for one more format, as an author would add it. Nothing here knows pages or Typst."""
