"""The pages of an edition: their shell, notebooks as pages, what search looks through.

Nothing here knows the PDF.
"""
