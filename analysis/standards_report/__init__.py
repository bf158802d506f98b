"""A report on participation in international standards bodies that recomputes itself."""
