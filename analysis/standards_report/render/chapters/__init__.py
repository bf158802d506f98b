"""What the steps of chapters leave for each other, and what chapters are made with.

What may be wrong in them is said in `lint` and `checks`.
"""
