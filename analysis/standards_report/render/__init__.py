"""From what an edition computed to its pages and its PDF, by the embedded engine or by Quarto.

No number is computed here.
"""
