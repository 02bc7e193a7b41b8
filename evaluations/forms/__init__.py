"""Forms, by noun."""

from evaluations.forms.daily import MOST_LINES, DailyReportForm, FeedbackForm, ReturnForm
from evaluations.forms.follow_up import CloseFollowUpForm, FollowUpForm
from evaluations.forms.schedule import OwnerForm, ScheduleForm

__all__ = [
    "MOST_LINES",
    "CloseFollowUpForm",
    "DailyReportForm",
    "FeedbackForm",
    "FollowUpForm",
    "OwnerForm",
    "ReturnForm",
    "ScheduleForm",
]
