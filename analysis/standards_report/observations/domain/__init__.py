"""What the words of the tables mean: dates, countries, stages, editions, names.

Nothing here opens a table.
"""
