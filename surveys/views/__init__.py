"""Pages: for citizens (public_*), and for the office."""
