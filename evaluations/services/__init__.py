"""Writes: daily reports, schedules, and the making of a report."""
