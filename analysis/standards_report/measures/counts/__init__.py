"""Rows counted and added up. Shares and trends have folders of their own."""
