"""The inbox, and the mail that follows from it."""
