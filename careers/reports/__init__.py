"""What pages, sheets and papers show, gathered, by noun."""

"""What pages show, gathered by noun."""
"""What pages and papers show, gathered."""
"""What pages and papers show, gathered from the records."""
