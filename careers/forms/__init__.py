"""Forms, by noun."""

from careers.forms.batch import (
    BatchCreateForm,
    BatchDetailsForm,
    LineAddForm,
    LineValuesForm,
    ReasonForm,
    SignForm,
)
from careers.forms.mentoring import EndForm, MeetingForm, MentorshipForm

__all__ = [
    "BatchCreateForm",
    "BatchDetailsForm",
    "EndForm",
    "LineAddForm",
    "LineValuesForm",
    "MeetingForm",
    "MentorshipForm",
    "ReasonForm",
    "SignForm",
]
