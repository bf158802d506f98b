"""One country in every table: its number, share and rank of each quantity, and its rows.

The functions work for any code that a table names; sentences, and what pages look like, never come
in.
"""
