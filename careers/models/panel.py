"""The panel of a selection, its members, and their declarations of conflicts of interest."""

from __future__ import annotations

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from careers.enums import PanelState
from careers.querysets import ConflictDeclarationQuerySet, PanelMemberQuerySet, SelectionPanelQuerySet

NOT_A_CANDIDATE = """
IF EXISTS (
    SELECT 1 FROM careers_candidacy own JOIN employees_employee person ON person.id = own.employee_id
    WHERE own.selection_id = NEW.selection_id AND person.user_id = NEW.user_id
) THEN
    RAISE EXCEPTION 'A candidate does not sit on the panel of the same selection.';
END IF;
RETURN NEW;
"""


@pghistory.track()
class SelectionPanel(models.Model):
    """Who judges a selection (*panitia seleksi*). Once appointed, members change only by another decree."""

    # PROTECT throughout: who judged whom is kept.
    selection = models.OneToOneField("careers.Selection", on_delete=models.PROTECT, related_name="panel")
    state = models.CharField(_("state"), max_length=9, choices=PanelState, default=PanelState.DRAFT, editable=False)
    decree_number = models.CharField(_("decree number"), max_length=100, blank=True)
    decree_date = models.DateField(_("decree date"), null=True, blank=True)
    # Why a composition outside of the rule was appointed; only where the rule doesn't bind.
    deviation_reason = models.CharField(_("why the composition differs from the rule"), max_length=500, blank=True)
    appointed_at = models.DateTimeField(_("appointed"), null=True, editable=False)
    appointed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    objects = SelectionPanelQuerySet.as_manager()

    class Meta:
        verbose_name = _("selection panel")
        verbose_name_plural = _("selection panels")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=PanelState.DRAFT) | Q(appointed_at__isnull=False) & ~Q(decree_number=""),
                name="selectionpanel_appointed_by_decree",
                violation_error_message=_("Enter the number of the decree that appoints the panel."),
            )
        ]

    def __str__(self) -> str:
        return str(self.selection)

    def get_absolute_url(self) -> str:
        return reverse("careers:panel-detail", args=[self.selection_id])

    @property
    def tone(self) -> str:
        return PanelState(self.state).tone

    @property
    def is_appointed(self) -> bool:
        return self.state == PanelState.APPOINTED

    @property
    def was_appointed(self) -> bool:
        """Also one that rests now."""
        return self.appointed_at is not None


@pghistory.track()
class PanelMember(models.Model):
    """A member with an account: one of the staff, or an expert from outside."""

    selection = models.ForeignKey("careers.Selection", on_delete=models.PROTECT, related_name="panel_members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="panel_memberships", verbose_name=_("member")
    )
    # How the published chain calls them: P1, P2 …
    number = models.PositiveSmallIntegerField(editable=False)
    institution = models.CharField(_("institution"), max_length=200)
    is_internal = models.BooleanField(_("internal"), default=True, help_text=_("Works for this government."))
    is_chair = models.BooleanField(_("chair"), default=False)
    # Who left stays in the record with the scores given until then.
    left_at = models.DateTimeField(pgettext_lazy("panel", "left"), null=True, editable=False)
    left_reason = models.CharField(_("why they left"), max_length=500, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PanelMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("panel member")
        verbose_name_plural = _("panel members")
        ordering = ["selection", "-is_chair", "user__name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["selection", "user"],
                name="panelmember_once",
                violation_error_message=_("This person is already on the panel."),
            ),
            models.UniqueConstraint(fields=["selection", "number"], name="panelmember_number_once"),
            models.UniqueConstraint(
                fields=["selection"],
                condition=Q(is_chair=True, left_at=None),
                name="panelmember_one_chair",
                violation_error_message=_("The panel already has a chair."),
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | ~Q(left_reason=""),
                name="panelmember_left_with_reason",
                violation_error_message=_("Say why this member leaves."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="not_a_candidate", when=pgtrigger.Before, operation=pgtrigger.Insert, func=NOT_A_CANDIDATE
            )
        ]

    def __str__(self) -> str:
        return str(self.user.name)

    def get_absolute_url(self) -> str:
        return reverse("careers:panel-board", args=[self.selection_id])

    @property
    def code(self) -> str:
        return f"P{self.number}"

    @property
    def is_active(self) -> bool:
        return self.left_at is None


@pghistory.track()
class ConflictDeclaration(models.Model):
    """What a member says about their relation to one candidate, before anything about candidates is shown."""

    member = models.ForeignKey(PanelMember, on_delete=models.PROTECT, related_name="declarations")
    candidacy = models.ForeignKey("careers.Candidacy", on_delete=models.PROTECT, related_name="conflict_declarations")
    has_conflict = models.BooleanField(_("conflict of interest"), default=False)
    reason = models.CharField(_("which"), max_length=500, blank=True)
    declared_at = models.DateTimeField(auto_now_add=True)
    # When a conflict was learnt of after "none" had been declared.
    late_at = models.DateTimeField(null=True, editable=False)

    objects = ConflictDeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = _("conflict declaration")
        verbose_name_plural = _("conflict declarations")
        ordering = ["member", "candidacy"]
        constraints = [
            models.UniqueConstraint(fields=["member", "candidacy"], name="conflictdeclaration_once"),
            models.CheckConstraint(
                condition=Q(has_conflict=False) | ~Q(reason=""),
                name="conflictdeclaration_reason_given",
                violation_error_message=_("Say in a few words what the conflict is."),
            ),
            models.CheckConstraint(
                condition=Q(late_at=None) | Q(has_conflict=True), name="conflictdeclaration_late_is_conflict"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} – {self.candidacy.pseudonym}"
