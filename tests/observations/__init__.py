"""Tables of observations: read, checked, seen."""
