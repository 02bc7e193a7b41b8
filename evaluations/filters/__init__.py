"""Filters of the lists, by noun."""

from evaluations.filters.follow_up import FollowUpFilter
from evaluations.filters.run import RunFilter, ScheduleFilter

__all__ = [
    "FollowUpFilter",
    "RunFilter",
    "ScheduleFilter",
]
