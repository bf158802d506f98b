"""Fonts, styles and scripts that all pages share. Nothing here depends on an edition's results."""
