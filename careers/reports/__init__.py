"""What pages show, gathered by noun."""
