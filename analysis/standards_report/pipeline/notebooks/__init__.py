"""One notebook run with papermill, what it read, and what its cells emitted.

Nothing here knows which notebooks there are.
"""
