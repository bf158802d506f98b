"""Rows counted and added up. No share, no trend, no word for a reader."""
