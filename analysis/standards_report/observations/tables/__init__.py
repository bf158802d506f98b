"""Tables of observations: their schema, how they are read, what is checked.

What an edition sees of them is decided one floor up.
"""
