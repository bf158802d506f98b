"""Exports taken in."""
