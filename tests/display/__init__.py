"""Charts, tables and words."""
