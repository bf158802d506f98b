"""A chapter as one edition shows it in one format: passages kept, values put in.

Nothing here reads a source file.
"""
