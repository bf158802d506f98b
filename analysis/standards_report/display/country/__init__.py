"""What the page of one country says: its sentences and its tables, each with its rows.

Numbers come from facts that measures computed; what is counted, and how, is never decided here.
"""
