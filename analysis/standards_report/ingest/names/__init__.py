"""Names of entities in exports: matched with those known, or put into a table to fill in."""
