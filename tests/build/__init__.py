"""Whole builds."""
