"""Further education (*tugas belajar*), SE MenPANRB 28/2021."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Degree(TextChoices):
    """SIASN-like short codes; normal lengths stand in training.domain.further_education."""

    D1 = "D1", "D-I"
    D2 = "D2", "D-II"
    D3 = "D3", "D-III"
    S1 = "S1", "S-1 / D-IV"
    PROFESSION = "PR", _("Profession")
    S2 = "S2", "S-2"
    S3 = "S3", "S-3"


class Funding(TextChoices):
    STATE = "state", _("State budget (APBN)")
    REGIONAL = "regional", _("Regional budget (APBD)")
    SPONSOR = "sponsor", _("Sponsor or scholarship")
    OWN = "own", _("Own means")


class CallState(TextChoices):
    DRAFT = "draft", _("Draft")
    OPEN = "open", pgettext_lazy("call", "Open")
    REVIEW = "review", pgettext_lazy("call", "Under review")
    DECIDED = "decided", pgettext_lazy("call", "Decided")
    CANCELLED = "cancelled", _("Cancelled")


CALL_TONES = {
    CallState.DRAFT: "neutral",
    CallState.OPEN: "good",
    CallState.REVIEW: "info",
    CallState.DECIDED: "neutral",
    CallState.CANCELLED: "bad",
}
CALL_MOVES: dict[CallState, frozenset[CallState]] = {
    CallState.DRAFT: frozenset({CallState.OPEN, CallState.CANCELLED}),
    CallState.OPEN: frozenset({CallState.REVIEW, CallState.CANCELLED}),
    CallState.REVIEW: frozenset({CallState.DECIDED, CallState.CANCELLED}),
    CallState.DECIDED: frozenset(),
    CallState.CANCELLED: frozenset(),
}


class ApplicationState(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", pgettext_lazy("application", "Submitted")
    RETURNED = "returned", pgettext_lazy("application", "Incomplete, returned")
    COMPLETE = "complete", pgettext_lazy("application", "Complete")
    ACCEPTED = "accepted", pgettext_lazy("application", "Accepted")
    REJECTED = "rejected", pgettext_lazy("application", "Rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("application", "Withdrawn")


APPLICATION_TONES = {
    ApplicationState.DRAFT: "neutral",
    ApplicationState.SUBMITTED: "attention",
    ApplicationState.RETURNED: "bad",
    ApplicationState.COMPLETE: "info",
    ApplicationState.ACCEPTED: "good",
    ApplicationState.REJECTED: "bad",
    ApplicationState.WITHDRAWN: "neutral",
}
APPLICATION_MOVES: dict[ApplicationState, frozenset[ApplicationState]] = {
    ApplicationState.DRAFT: frozenset({ApplicationState.SUBMITTED, ApplicationState.WITHDRAWN}),
    ApplicationState.SUBMITTED: frozenset(
        {ApplicationState.COMPLETE, ApplicationState.RETURNED, ApplicationState.REJECTED, ApplicationState.WITHDRAWN}
    ),
    ApplicationState.RETURNED: frozenset({ApplicationState.SUBMITTED, ApplicationState.WITHDRAWN}),
    ApplicationState.COMPLETE: frozenset(
        {ApplicationState.ACCEPTED, ApplicationState.REJECTED, ApplicationState.WITHDRAWN}
    ),
    ApplicationState.ACCEPTED: frozenset(),
    ApplicationState.REJECTED: frozenset(),
    ApplicationState.WITHDRAWN: frozenset(),
}


class AssignmentState(TextChoices):
    STUDYING = "studying", pgettext_lazy("study", "Studying")
    ON_LEAVE = "on_leave", pgettext_lazy("study", "On study leave")
    GRADUATED = "graduated", pgettext_lazy("study", "Graduated")
    SERVING = "serving", pgettext_lazy("study", "Serving the bond")
    FULFILLED = "fulfilled", pgettext_lazy("study", "Bond fulfilled")
    ENDED_EARLY = "ended_early", pgettext_lazy("study", "Ended without a degree")


ASSIGNMENT_TONES = {
    AssignmentState.STUDYING: "info",
    AssignmentState.ON_LEAVE: "attention",
    AssignmentState.GRADUATED: "good",
    AssignmentState.SERVING: "info",
    AssignmentState.FULFILLED: "good",
    AssignmentState.ENDED_EARLY: "bad",
}
ASSIGNMENT_MOVES: dict[AssignmentState, frozenset[AssignmentState]] = {
    AssignmentState.STUDYING: frozenset(
        {AssignmentState.ON_LEAVE, AssignmentState.GRADUATED, AssignmentState.ENDED_EARLY}
    ),
    AssignmentState.ON_LEAVE: frozenset({AssignmentState.STUDYING, AssignmentState.ENDED_EARLY}),
    AssignmentState.GRADUATED: frozenset({AssignmentState.SERVING, AssignmentState.FULFILLED}),
    AssignmentState.SERVING: frozenset({AssignmentState.FULFILLED}),
    AssignmentState.FULFILLED: frozenset(),
    AssignmentState.ENDED_EARLY: frozenset(),
}


class StudyChangeKind(TextChoices):
    EXTENSION = "extension", _("Extension")
    LEAVE = "leave", _("Study leave")


class RequestState(TextChoices):
    ASKED = "asked", pgettext_lazy("request", "Asked for")
    GRANTED = "granted", pgettext_lazy("request", "Granted")
    REFUSED = "refused", pgettext_lazy("request", "Refused")
