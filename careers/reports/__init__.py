"""What pages and papers show, gathered."""
