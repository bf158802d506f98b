"""Chapters on their way to pages."""
