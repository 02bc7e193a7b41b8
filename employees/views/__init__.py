"""Pages of the staff records."""
