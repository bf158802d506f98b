"""Tables of observations: their schema, the reader, the checks.

Which rows an edition sees is decided in the folder above.
"""
