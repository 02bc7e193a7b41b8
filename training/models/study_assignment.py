"""Studies that were granted: the assignment itself, its semester reports, extensions and leaves."""

from __future__ import annotations

import datetime

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import DateRangeField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from employees.domain.service_life.months import add_months
from training.enums import ASSIGNMENT_TONES, AssignmentState, Degree, Funding, RequestState, StudyChangeKind
from training.querysets import SemesterReportQuerySet, StudyAssignmentQuerySet, StudyChangeQuerySet


@pghistory.track()
class StudyAssignment(models.Model):
    """The study itself, from the decree to the end of the service bond."""

    # PROTECT throughout: decrees.
    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="study_assignments", verbose_name=_("employee")
    )
    # None: begun before the portal.
    application = models.OneToOneField(
        "training.StudyApplication", on_delete=models.PROTECT, null=True, blank=True, related_name="assignment"
    )
    degree = models.CharField(_("degree"), max_length=2, choices=Degree)
    university = models.CharField(_("university"), max_length=200)
    programme = models.CharField(_("programme of study"), max_length=200)
    funding = models.CharField(_("funding"), max_length=8, choices=Funding)
    is_released = models.BooleanField(_("released from the position"), default=True)
    decree_number = models.CharField(_("decree number"), max_length=100)
    decree_date = models.DateField(_("decree date"))
    starts_on = models.DateField(_("begins"))
    # The last day, with granted extensions.
    planned_end = models.DateField(_("planned end"))
    state = models.CharField(_("state"), max_length=11, choices=AssignmentState, default=AssignmentState.STUDYING)
    graduated_on = models.DateField(_("graduated"), null=True, blank=True)
    diploma_number = models.CharField(_("number of the diploma"), max_length=100, blank=True)
    returned_on = models.DateField(_("back at work"), null=True, blank=True)
    placement = models.CharField(_("placed as"), max_length=250, blank=True)
    # Half-open; None: no bond.
    bond = DateRangeField(_("service bond"), null=True, blank=True)
    end_reason = models.CharField(_("why it ended early"), max_length=500, blank=True)

    objects = StudyAssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("study assignment")
        verbose_name_plural = _("study assignments")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["employee"],
                condition=models.Q(state__in=[AssignmentState.STUDYING, AssignmentState.ON_LEAVE]),
                name="studyassignment_one_at_a_time",
                violation_error_message=_("This person is already studying."),
            ),
            models.CheckConstraint(
                condition=models.Q(planned_end__gt=models.F("starts_on")),
                name="studyassignment_in_order",
                violation_error_message=_("The study ends before it begins. Correct one of the dates."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=AssignmentState.values), name="studyassignment_state_known"
            ),
            models.CheckConstraint(
                condition=~models.Q(state=AssignmentState.ENDED_EARLY) | ~models.Q(end_reason=""),
                name="studyassignment_ended_with_reason",
                violation_error_message=_("Say why the study ended."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.employee} – {self.programme}"

    def get_absolute_url(self) -> str:
        return reverse("training:study-assignment-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return ASSIGNMENT_TONES[AssignmentState(self.state)]

    @property
    def is_running(self) -> bool:
        return self.state in {AssignmentState.STUDYING, AssignmentState.ON_LEAVE}

    @property
    def bond_last_day(self) -> datetime.date | None:
        return self.bond.upper - datetime.timedelta(days=1) if self.bond else None

    def bond_days_left(self, on: datetime.date) -> int | None:
        """Days of service still owed, `on` included; None without a bond."""
        return max(0, (self.bond.upper - max(on, self.bond.lower)).days) if self.bond else None


@pghistory.track()
class SemesterReport(models.Model):
    """Due at the end of each semester; asked for in time and again."""

    # PROTECT: part of the record.
    assignment = models.ForeignKey(StudyAssignment, on_delete=models.PROTECT, related_name="reports")
    number = models.PositiveSmallIntegerField(_("semester"))
    due_on = models.DateField(_("due"))
    gpa = models.DecimalField(
        _("grade point average (IPK)"),
        max_digits=3,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(4)],
    )
    credits = models.PositiveSmallIntegerField(_("credits passed (SKS)"), null=True, blank=True)
    text = models.TextField(_("progress and obstacles"), blank=True)
    submitted_at = models.DateTimeField(_("submitted"), null=True, editable=False)
    read_at = models.DateTimeField(_("read"), null=True, editable=False)
    # PROTECT: who read it stays known.
    read_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.TextField(_("answer of the office"), blank=True)

    objects = SemesterReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("semester report")
        verbose_name_plural = _("semester reports")
        ordering = ["assignment", "number"]
        constraints = [
            models.UniqueConstraint(fields=["assignment", "number"], name="semesterreport_unique"),
            models.CheckConstraint(
                condition=models.Q(gpa=None) | models.Q(gpa__range=(0, 4)),
                name="semesterreport_gpa",
                violation_error_message=_("A grade point average lies between 0 and 4."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.number}"


@pghistory.track()
class StudyChange(models.Model):
    """An extension or a leave that the student asks for."""

    # PROTECT throughout: decided in writing.
    assignment = models.ForeignKey(StudyAssignment, on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(_("kind"), max_length=9, choices=StudyChangeKind)
    months = models.PositiveSmallIntegerField(_("months"), validators=[MinValueValidator(1), MaxValueValidator(12)])
    from_day = models.DateField(_("from"))
    reason = models.TextField(_("reason"))
    state = models.CharField(_("state"), max_length=7, choices=RequestState, default=RequestState.ASKED)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True, editable=False)
    # The first day after a leave; null while it lasts or is to come.
    ended_on = models.DateField(_("back from the leave"), null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = StudyChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a study")
        verbose_name_plural = _("changes of studies")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment"],
                condition=models.Q(state=RequestState.ASKED),
                name="studychange_one_asked",
                violation_error_message=_("A request is already waiting for its answer."),
            ),
            models.CheckConstraint(condition=models.Q(months__range=(1, 12)), name="studychange_months"),
            models.CheckConstraint(
                condition=~models.Q(state=RequestState.REFUSED) | ~models.Q(answer=""),
                name="studychange_refused_with_answer",
                violation_error_message=_("Say why it is refused."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.kind}"

    @property
    def until(self) -> datetime.date:
        """The first day after a leave, as it was granted."""
        return add_months(self.from_day, self.months)
