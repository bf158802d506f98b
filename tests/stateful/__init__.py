"""Sequences of what authors, their tools and their machines do to a report, and its builds."""
