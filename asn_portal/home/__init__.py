"""The first page: what waits for me, and what I follow."""
