"""Columns of the lists, by noun."""

from evaluations.tables.follow_up import FollowUpTable
from evaluations.tables.run import RunTable, ScheduleTable

__all__ = [
    "FollowUpTable",
    "RunTable",
    "ScheduleTable",
]
