"""Kinds of chart with time along an axis, each in a module of its own.

A chart that does not need dates stands in the folder above, and none reads a table by itself.
"""
