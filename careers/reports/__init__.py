"""What pages and papers show, gathered from the records."""
