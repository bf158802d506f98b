"""The real Quarto: finding it, and giving it a project to render.

The embedded engine never imports it.
"""
