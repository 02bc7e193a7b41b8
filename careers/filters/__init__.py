"""Filters of lists, by noun."""
