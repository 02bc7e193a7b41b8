"""Forms, by noun."""

from careers.forms.mentoring import EndForm, MeetingForm, MentorshipForm

__all__ = ["EndForm", "MeetingForm", "MentorshipForm"]
