"""Writes, one function per business event.

Whoever changes seats or registrations locks the session's row first (`lock_session`), then the registration's: one
order for everybody, so that a crowd waits in line and never deadlocks.
"""
