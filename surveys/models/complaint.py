"""A report from a citizen: complaint, suggestion or question. Who sent it stands apart, encrypted, or nowhere."""

from __future__ import annotations

import datetime
import uuid

import pghistory
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from asn_portal.crypto import decrypt
from surveys.domain.tracking import format_code
from surveys.enums import (
    COMPLAINT_ENDED,
    COMPLAINT_MOVES,
    COMPLAINT_TONES,
    ComplaintKind,
    ComplaintState,
    ComplaintVisibility,
    EntryKind,
    RejectReason,
)
from surveys.querysets import ComplaintEntryQuerySet, ComplaintQuerySet


# Changes only: the row of a new report would carry the context of the citizen's request.
@pghistory.track(pghistory.UpdateEvent())
class Complaint(models.Model):
    """Due days are kept by the services (working days of the unit's government); `unit` is who has it now."""

    # PROTECT: reports are kept.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="complaints", verbose_name=_("unit")
    )
    code = models.CharField(_("tracking code"), max_length=8, unique=True, editable=False)
    pin_hash = models.CharField(max_length=64, editable=False)
    # Keyed hash of the form's own number: the same form sent twice is one report.
    submission_hash = models.CharField(max_length=64, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=12, choices=ComplaintKind)
    visibility = models.CharField(
        _("visibility"), max_length=12, choices=ComplaintVisibility, default=ComplaintVisibility.OPEN
    )
    subject = models.CharField(_("subject"), max_length=120)
    text = models.TextField(_("report"))
    place = models.CharField(_("place"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="id")
    state = models.CharField(_("state"), max_length=12, choices=ComplaintState, default=ComplaintState.NEW)
    is_supervisory = models.BooleanField(
        _("needs an examination"),
        default=False,
        help_text=_("Of a supervisory nature (berkadar pengawasan): 60 working days instead of 14."),
    )
    reject_reason = models.CharField(_("reason"), max_length=20, choices=RejectReason, blank=True)
    received_at = models.DateTimeField(_("received"))
    verified_at = models.DateTimeField(_("verified"), null=True, editable=False)
    answered_at = models.DateTimeField(_("first reply"), null=True, editable=False)
    reopened_at = models.DateTimeField(_("reopened"), null=True, editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)
    state_since = models.DateTimeField(_("in this state since"), editable=False)
    verify_due = models.DateField(_("verify by"))
    follow_up_due = models.DateField(_("first reply by"), null=True)
    complete_due = models.DateField(_("finish by"))
    silent_until = models.DateField(_("wait until"), null=True, editable=False)
    # A silent report closes only after its reporter was reminded.
    reminded_at = models.DateTimeField(_("reporter reminded"), null=True, editable=False)
    # PROTECT: accounts are deactivated, not deleted.
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("handled by"),
    )
    # PROTECT: reports are kept. The earlier report about the same trouble, as the office found it.
    same_as = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="others", verbose_name=_("same as")
    )
    is_satisfied = models.BooleanField(_("reporter satisfied"), null=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(fields=["unit", "state", "received_at"], name="complaint_desk"),
            models.Index(OpClass("code", "text_pattern_ops"), name="complaint_code_prefix"),
            # Similar reports are found by their words.
            GinIndex(OpClass("subject", "gin_trgm_ops"), name="complaint_subject_words"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=ComplaintState.values), name="complaint_state_known"),
            models.CheckConstraint(
                condition=models.Q(state__in=COMPLAINT_ENDED, closed_at__isnull=False)
                | (~models.Q(state__in=COMPLAINT_ENDED) & models.Q(closed_at__isnull=True)),
                name="complaint_ended_has_time",
            ),
            models.CheckConstraint(
                condition=models.Q(state=ComplaintState.REJECTED) ^ models.Q(reject_reason=""),
                name="complaint_rejected_has_reason",
                violation_error_message=_("Say why the report is rejected."),
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="complaint_text_given"),
            models.CheckConstraint(
                condition=models.Q(same_as__isnull=True) | ~models.Q(same_as=models.F("pk")),
                name="complaint_not_same_as_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.formatted_code

    def get_absolute_url(self) -> str:
        return reverse("surveys:complaint-detail", args=[self.pk])

    @property
    def formatted_code(self) -> str:
        return format_code(self.code)

    @property
    def tone(self) -> str:
        return COMPLAINT_TONES[ComplaintState(self.state)]

    @property
    def has_ended(self) -> bool:
        return self.state in COMPLAINT_ENDED

    @property
    def reporter_label(self) -> str:
        """What lists say of the reporter. A name is opened on the report itself, with a reason; otherwise nobody is
        named."""
        if self.visibility == ComplaintVisibility.OPEN and hasattr(self, "contact"):
            return gettext("Left a contact")
        return gettext("Anonymous")

    def may_become(self, state: ComplaintState) -> bool:
        return state in COMPLAINT_MOVES[self.state]

    @property
    def next_due(self) -> datetime.date | None:
        """The day that counts now: verification, then the first reply, then completion. None when nothing is due
        from us."""
        if self.has_ended or self.state == ComplaintState.POSTPONED:
            return None
        if self.state == ComplaintState.NEW:
            return self.verify_due
        if self.answered_at is None and self.follow_up_due is not None:
            return min(self.follow_up_due, self.complete_due)
        return self.complete_due

    def is_overdue(self, today: datetime.date) -> bool:
        due = self.next_due
        return due is not None and due < today


class ComplaintContact(models.Model):
    """How to reach the reporter: in a table of its own, encrypted, erased after its time. No history is kept of it."""

    # CASCADE: it has no meaning without its report.
    complaint = models.OneToOneField(Complaint, on_delete=models.CASCADE, related_name="contact")
    name_encrypted = models.TextField(blank=True, editable=False)
    address_encrypted = models.TextField(blank=True, editable=False)
    erase_on = models.DateField(null=True, editable=False)

    class Meta:
        indexes = [models.Index(fields=["erase_on"], name="contact_erase")]

    def __str__(self) -> str:
        return f"{self.complaint_id}"

    @property
    def name(self) -> str:
        return decrypt(self.name_encrypted)

    @property
    def address(self) -> str:
        """Phone number or e-mail address."""
        return decrypt(self.address_encrypted)


class ComplaintEntry(models.Model):
    """One line of the timeline; rows are only added. Notes stay inside the office."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # CASCADE: the timeline is part of its report.
    complaint = models.ForeignKey(Complaint, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=10, choices=EntryKind)
    state = models.CharField(max_length=12, choices=ComplaintState, blank=True)
    text = models.TextField(_("text"), blank=True)
    # PROTECT: accounts are deactivated, not deleted. Null: the reporter or the clock.
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    # PROTECT: units are kept. The unit that had the report at that moment.
    unit = models.ForeignKey("employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ComplaintEntryQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["complaint", "at"], name="complaintentry_time")]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"
