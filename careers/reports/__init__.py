"""What pages, sheets and papers show, gathered, by noun."""
