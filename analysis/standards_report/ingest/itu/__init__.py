"""The adapters for exports of ITU and the forms in which they are read.

What every export needs lives one floor up.
"""
