"""Documents of committees, joined to the holders of their secretariats, and set against seats.

Only documents in force or in progress are given to a holder; past years never are.
"""
