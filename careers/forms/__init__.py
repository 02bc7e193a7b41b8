"""Forms, by noun."""

from careers.forms.batch import (
    BatchCreateForm,
    BatchDetailsForm,
    LineAddForm,
    LineValuesForm,
    SignForm,
)
from careers.forms.mentor_match import (
    MatchRunForm,
)
from careers.forms.mentor_offer import (
    OfferForm,
)
from careers.forms.mentoring import (
    AgreementFields,
    AgreementForm,
    EndForm,
    MentorshipForm,
    NewMentorForm,
    initial_goals,
    initial_of,
)
from careers.forms.mentoring_meeting import (
    MeetingForm,
    PlanMeetingForm,
    TaskForm,
)
from careers.forms.mentoring_review import (
    EvaluationForm,
    MidwayForm,
    RateAfterForm,
)
from careers.forms.reason import ReasonForm

__all__ = [
    "AgreementFields",
    "AgreementForm",
    "BatchCreateForm",
    "BatchDetailsForm",
    "EndForm",
    "EvaluationForm",
    "LineAddForm",
    "LineValuesForm",
    "MatchRunForm",
    "MeetingForm",
    "MentorshipForm",
    "MidwayForm",
    "NewMentorForm",
    "OfferForm",
    "PlanMeetingForm",
    "RateAfterForm",
    "ReasonForm",
    "SignForm",
    "TaskForm",
    "initial_goals",
    "initial_of",
]
