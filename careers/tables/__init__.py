"""Tables of lists, by noun."""
