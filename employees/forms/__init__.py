"""Forms of the staff records."""
