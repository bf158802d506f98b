"""Rows as tables that can be printed. A table shows the rows it is given; it does not count."""
