"""Fonts, styles and scripts that all pages share. None depends on the results of an edition."""
