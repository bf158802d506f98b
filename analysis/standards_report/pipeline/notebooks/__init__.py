"""Runs one notebook with papermill, and collects what it read and what its cells emitted.

Nothing here knows which notebooks there are.
"""
