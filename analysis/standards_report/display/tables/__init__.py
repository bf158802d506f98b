"""Rows as tables that can be printed. Nothing here counts; a table shows what it is given."""
