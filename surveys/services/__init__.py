"""Writes: one function per business event."""
