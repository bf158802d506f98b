"""The adapters for exports of ITU.

What every export needs lives one floor up.
"""
