"""Choices of citizens' reports and the table of allowed moves (Perpres 76/2013, PermenPANRB 62/2018)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ComplaintKind(TextChoices):
    COMPLAINT = "complaint", _("Complaint")
    ASPIRATION = "aspiration", _("Suggestion or request")
    INFORMATION = "information", _("Request for information")


class ComplaintVisibility(TextChoices):
    OPEN = "open", pgettext_lazy("report", "Open")
    NAME_HIDDEN = "name_hidden", _("Name hidden")
    SECRET = "secret", _("Secret")


class ComplaintState(TextChoices):
    NEW = "new", _("New")
    VERIFIED = "verified", _("Verified")
    REJECTED = "rejected", _("Rejected")
    FORWARDED = "forwarded", _("Forwarded")
    IN_PROGRESS = "in_progress", _("Being handled")
    POSTPONED = "postponed", _("Waiting for the reporter")
    DONE = "done", _("Done")
    NOT_FIXED = "not_fixed", _("Closed, not fixed")
    REOPENED = "reopened", _("Reopened")


_S = ComplaintState
COMPLAINT_MOVES: dict[str, frozenset[str]] = {
    _S.NEW: frozenset({_S.VERIFIED, _S.REJECTED}),
    _S.VERIFIED: frozenset({_S.FORWARDED, _S.IN_PROGRESS}),
    _S.REJECTED: frozenset(),
    _S.FORWARDED: frozenset({_S.FORWARDED, _S.IN_PROGRESS}),
    _S.IN_PROGRESS: frozenset({_S.FORWARDED, _S.POSTPONED, _S.DONE, _S.NOT_FIXED}),
    _S.POSTPONED: frozenset({_S.IN_PROGRESS, _S.DONE, _S.NOT_FIXED}),
    _S.DONE: frozenset({_S.REOPENED}),
    _S.NOT_FIXED: frozenset({_S.REOPENED}),
    _S.REOPENED: frozenset({_S.FORWARDED, _S.IN_PROGRESS}),
}
COMPLAINT_ENDED = frozenset({_S.REJECTED, _S.DONE, _S.NOT_FIXED})
# What its reporter may reopen.
COMPLAINT_CLOSED = frozenset({_S.DONE, _S.NOT_FIXED})
COMPLAINT_TONES = {
    _S.NEW: "attention",
    _S.VERIFIED: "info",
    _S.REJECTED: "neutral",
    _S.FORWARDED: "info",
    _S.IN_PROGRESS: "info",
    _S.POSTPONED: "attention",
    _S.DONE: "good",
    _S.NOT_FIXED: "attention",
    _S.REOPENED: "bad",
}


class RejectReason(TextChoices):
    DUPLICATE = "duplicate", _("The same report was already sent")
    NOT_IN_AUTHORITY = "not_in_authority", _("Not within this government's authority")
    INCOMPLETE = "incomplete", _("Too little to act on")
    NOT_A_COMPLAINT = "not_a_complaint", _("Neither a complaint, a suggestion nor a question")
    DEFAMATION = "defamation", _("Hate or defamation")


class EntryKind(TextChoices):
    """Lines of a complaint's timeline. Notes are for the office only."""

    MOVE = "move", _("Step")
    REPLY = "reply", _("Answer from the office")
    CITIZEN = "citizen", _("From the reporter")
    NOTE = "note", _("Internal note")


# Working days (PermenPANRB 62/2018): verification and the first follow-up, then completion by the kind of report.
VERIFY_DAYS = 3
FOLLOW_UP_DAYS = 5
COMPLETE_DAYS = {ComplaintKind.COMPLAINT: 14, ComplaintKind.ASPIRATION: 14, ComplaintKind.INFORMATION: 5}
SUPERVISION_DAYS = 60
# A report that waits for its reporter is closed after this many working days without a word.
SILENCE_DAYS = 10
# The reporter is reminded this many working days before a silent report closes; without a reminder it doesn't close.
REMINDER_DAYS = 3


class TemplateUse(TextChoices):
    """Where an officer is offered a text."""

    ANY = "any", _("Everywhere")
    REPLY = "reply", _("Reply")
    POSTPONE = "postpone", _("Question to the reporter")
    FORWARD = "forward", _("Forwarding")
    REJECT = "reject", _("Rejection")
    CLOSE = "close", _("Closing")
