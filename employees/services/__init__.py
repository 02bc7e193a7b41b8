"""Writes to the staff records, one function per business event."""
