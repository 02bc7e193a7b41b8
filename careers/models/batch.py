"""Batches of rank promotions, salary steps, medals and transfers: lines, signatures, papers."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterator
from typing import Any

import pghistory
import pgtrigger
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from careers.enums import (
    EDITABLE_BATCH_STATES,
    SIGNATURE_STEPS,
    SIGNED_BATCH_STATES,
    BatchKind,
    BatchState,
)
from careers.querysets import BatchLineQuerySet, CareerBatchQuerySet
from employees.dates import EARLIEST, LATEST
from employees.enums import RANK_CHOICES, RANKS, AwardKind, PromotionKind

# Without letters and digits that look alike.
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
# What of a line a signature covers.
SIGNED_FIELDS = (
    "employee_id",
    "to_rank",
    "promotion_kind",
    "award",
    "position_to_id",
    "base_salary",
    "service_years",
    "service_months",
)


_STEPS = ", ".join(f"'{step.value}'" for step in SIGNATURE_STEPS)
# Nobody signs a batch on which they stand, nor makes the exception for their own line.
SIGNER_STANDS_NOT_ON_IT = pgtrigger.Trigger(
    name="signer_stands_not_on_it",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    # The inserted text is our own list of steps.
    func=f"""
        IF NEW.step IN ({_STEPS}) AND EXISTS (
            SELECT 1 FROM careers_batchline line JOIN employees_employee person ON person.id = line.employee_id
            WHERE line.batch_id = NEW.batch_id AND NOT line.is_removed AND person.user_id = NEW.by_id
        ) THEN
            RAISE EXCEPTION 'careers_batchsignature: the signer stands on the batch' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,  # noqa: S608
)
EXCEPTION_BY_ANOTHER = pgtrigger.Trigger(
    name="exception_by_another",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("allowed_by_id"),
    func="""
        IF NEW.allowed_by_id IS NOT NULL AND EXISTS (
            SELECT 1 FROM employees_employee person
            WHERE person.id = NEW.employee_id AND person.user_id = NEW.allowed_by_id
        ) THEN
            RAISE EXCEPTION 'careers_batchline: an exception for oneself' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """,
)


def new_decree_code() -> str:
    """Sixteen characters that nobody guesses: they verify a paper."""
    return "".join(secrets.choice(CODE_LETTERS) for _place in range(16))


@pghistory.track()
class CareerBatch(models.Model):
    """A list of people for whom the same thing takes effect on one day, with one decree."""

    # PROTECT throughout: decrees are kept by law.
    unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="career_batches", verbose_name=_("unit")
    )
    government = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("government")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=BatchKind)
    effective_date = models.DateField(_("effective date (TMT)"))
    # The decision of somebody above on which the decree rests: of BKN, or of the President for medals.
    basis_number = models.CharField(_("number of the decision it rests on"), max_length=100, blank=True)
    basis_date = models.DateField(_("date of that decision"), null=True, blank=True)
    late_reason = models.TextField(_("why the effective date lies in the past"), blank=True)
    note = models.TextField(_("note"), blank=True)
    state = models.CharField(_("state"), max_length=9, choices=BatchState, default=BatchState.DRAFT)
    state_since = models.DateTimeField(_("since"), auto_now_add=True)
    # Begins anew when it is returned: then all sign again.
    round = models.PositiveSmallIntegerField(default=1, editable=False)
    checked_at = models.DateTimeField(_("checked"), null=True, editable=False)
    decree_number = models.CharField(_("decree number"), max_length=100, blank=True, editable=False)
    decree_date = models.DateField(_("decree date"), null=True, editable=False)
    decree_sequence = models.PositiveIntegerField(null=True, editable=False)
    code = models.CharField(max_length=20, unique=True, default=new_decree_code, editable=False)
    # Who signed, as the paper names them: name, nip, rank, position.
    signer = models.JSONField(default=dict, blank=True, editable=False)
    decree = models.ForeignKey(
        "documents.Document", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    # Why the day changed nothing, and at whose line.
    fault = models.TextField(blank=True, editable=False)
    fault_line = models.ForeignKey(
        "careers.BatchLine", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    applied_at = models.DateTimeField(null=True, editable=False)
    cancel_reason = models.TextField(_("reason"), blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name=_("begun by")
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CareerBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("batch")
        verbose_name_plural = _("batches")
        ordering = ["-effective_date", "-pk"]
        indexes = [models.Index(fields=["state", "effective_date"], name="careerbatch_due")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind=BatchKind.RANK_PROMOTION) | models.Q(effective_date__day=1),
                name="careerbatch_rank_first_of_month",
                violation_error_message=_("Rank promotions take effect on the first of a month. Choose such a day."),
            ),
            models.CheckConstraint(
                condition=models.Q(effective_date__range=(EARLIEST, LATEST)),
                name="careerbatch_day_of_our_time",
                violation_error_message=_("Choose a date from 1945 to 2099."),
            ),
            models.CheckConstraint(condition=models.Q(kind__in=BatchKind.values), name="careerbatch_kind_known"),
            models.CheckConstraint(condition=models.Q(state__in=BatchState.values), name="careerbatch_state_known"),
            models.CheckConstraint(
                condition=~models.Q(state__in=sorted(SIGNED_BATCH_STATES))
                | (~models.Q(decree_number="") & models.Q(decree_date__isnull=False)),
                name="careerbatch_signed_has_number",
            ),
            models.UniqueConstraint(
                fields=["government", "decree_number"],
                condition=~models.Q(decree_number=""),
                name="careerbatch_number_once",
                violation_error_message=_("This decree number was given already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {formats.date_format(self.effective_date)} – {self.unit}"

    def get_absolute_url(self) -> str:
        return reverse("careers:batch-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return BatchState(self.state).tone

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE_BATCH_STATES

    @property
    def is_signed(self) -> bool:
        return self.state in SIGNED_BATCH_STATES

    def stands_on_it(self, user: Any) -> bool:
        """The user is one of its people: then somebody else signs. One query."""
        return bool(self.lines.standing().filter(employee__user=user).exists())

    def content_hash(self) -> str:
        """Of what a signature covers, as it is now. One query."""
        return self.content_hashes()[0]

    def content_hashes(self) -> tuple[str, str]:
        """`content_hash`, and the same without what was let pass: signatures once left that out. One query."""
        rows = list(self.lines.standing().order_by("pk").values_list("pk", *SIGNED_FIELDS, "allowed"))
        lines = [[str(value) for value in row[:-1]] for row in rows]
        content = [self.kind, self.effective_date.isoformat(), self.basis_number, str(self.basis_date), lines]
        return _sha256([*content, [row[-1] for row in rows]]), _sha256(content)


def _sha256(content: Any) -> str:
    return hashlib.sha256(json.dumps(content, separators=(",", ":"), sort_keys=True).encode()).hexdigest()


@pghistory.track()
class BatchLine(models.Model):
    """One person on a batch: what changes for them, what speaks against it, their excerpt."""

    # PROTECT throughout: decrees are kept by law; whoever is taken off stays with the reason.
    batch = models.ForeignKey(CareerBatch, on_delete=models.PROTECT, related_name="lines", verbose_name=_("batch"))
    employee = models.ForeignKey(
        "employees.Employee", on_delete=models.PROTECT, related_name="batch_lines", verbose_name=_("employee")
    )
    # As the batch has it, for the constraint below.
    kind = models.CharField(max_length=8, choices=BatchKind, editable=False)
    # The batch is open and the person was not taken off.
    is_open = models.BooleanField(default=True, editable=False)
    is_removed = models.BooleanField(default=False, editable=False)
    removed_reason = models.TextField(blank=True, editable=False)
    # Empty for those whom the portal found.
    added_reason = models.TextField(_("why this person"), blank=True)
    # Place in the annex, given with the signature.
    number = models.PositiveIntegerField(_("number"), null=True, editable=False)

    from_rank = models.CharField(_("present rank"), max_length=5, choices=RANK_CHOICES, blank=True)
    to_rank = models.CharField(_("new rank"), max_length=5, choices=RANK_CHOICES, blank=True)
    promotion_kind = models.CharField(_("kind of promotion"), max_length=3, choices=PromotionKind, blank=True)
    award = models.CharField(_("medal"), max_length=10, choices=AwardKind, blank=True)
    position_from = models.ForeignKey(
        "employees.Position",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("present position"),
    )
    position_to = models.ForeignKey(
        "employees.Position",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("new position"),
    )
    base_salary = models.DecimalField(_("new base salary"), max_digits=12, decimal_places=0, null=True, blank=True)
    service_years = models.PositiveSmallIntegerField(_("years of service in the grade"), null=True, blank=True)
    service_months = models.PositiveSmallIntegerField(_("and months"), null=True, blank=True)

    # What speaks against it, as plain values (careers.domain.batch), and what a written reason let pass.
    findings = models.JSONField(default=list, blank=True, editable=False)
    is_blocked = models.BooleanField(default=False, editable=False)
    allowed = models.JSONField(default=list, blank=True, editable=False)
    allowed_reason = models.TextField(blank=True, editable=False)
    allowed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    # The person as the paper names them, frozen with the signature.
    paper = models.JSONField(default=dict, blank=True, editable=False)
    excerpt_number = models.CharField(_("number of the excerpt"), max_length=110, blank=True, editable=False)
    code = models.CharField(max_length=20, unique=True, default=new_decree_code, editable=False)
    excerpt = models.ForeignKey(
        "documents.Document", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = BatchLineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line of a batch")
        verbose_name_plural = _("lines of batches")
        ordering = ["batch", "number", "pk"]
        triggers = [EXCEPTION_BY_ANOTHER]
        constraints = [
            models.UniqueConstraint(
                fields=["employee", "kind"],
                condition=models.Q(is_open=True),
                name="batchline_one_open_batch",
                violation_error_message=_("The person already stands on another open batch of this kind."),
            ),
            models.UniqueConstraint(
                fields=["batch", "employee"],
                condition=models.Q(is_removed=False),
                name="batchline_once_a_batch",
                violation_error_message=_("The person already stands on this batch."),
            ),
            models.UniqueConstraint(
                fields=["batch", "number"],
                condition=models.Q(number__isnull=False),
                name="batchline_number_once",
            ),
            models.CheckConstraint(
                condition=models.Q(is_removed=False) | (models.Q(is_open=False) & ~models.Q(removed_reason="")),
                name="batchline_removed_with_reason",
                violation_error_message=_("Say why the person is taken off."),
            ),
            models.CheckConstraint(
                condition=models.Q(service_months__isnull=True) | models.Q(service_months__lte=11),
                name="batchline_months_of_a_year",
                violation_error_message=_("Months of service run from 0 to 11; twelve are a year."),
            ),
            models.CheckConstraint(
                condition=models.Q(base_salary__isnull=True) | models.Q(base_salary__gt=0),
                name="batchline_salary_positive",
                violation_error_message=_("The base salary is more than zero."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.employee)

    def get_absolute_url(self) -> str:
        return self.batch.get_absolute_url()

    @property
    def was_allowed(self) -> bool:
        return bool(self.allowed_reason)

    @property
    def change(self) -> str:
        """From what to what, in a few words."""
        match self.kind:
            case BatchKind.RANK_PROMOTION:
                return f"{self.from_rank or '–'} → {self.to_rank or '–'}"
            case BatchKind.SALARY_STEP:
                return " · ".join(self._salary_parts())
            case BatchKind.DECORATION:
                return self.award_name
        place = f"{self.position_to}, {self.position_to.unit}" if self.position_to else "–"
        return f"{self.position_from or '–'} → {place}"

    def _salary_parts(self) -> Iterator[str]:
        if self.service_years is not None:
            months = {"years": self.service_years, "months": self.service_months or 0}
            yield gettext("%(years)s years %(months)s months in the grade") % months
        if self.base_salary:
            yield f"Rp {formats.number_format(self.base_salary, force_grouping=True)}"
        else:
            yield gettext("pay by the salary table in force")

    @property
    def award_name(self) -> str:
        """As the law names the medal, whatever the language: with its years."""
        return f"{self.get_award_display()} Tahun" if self.award else ""

    @property
    def to_rank_name(self) -> str:
        return str(RANKS[self.to_rank]) if self.to_rank else ""


class BatchSignature(models.Model):
    """One step of the chain. Only ever added."""

    # PROTECT: a signature stays.
    batch = models.ForeignKey(CareerBatch, on_delete=models.PROTECT, related_name="signatures")
    step = models.CharField(_("step"), max_length=9, choices=BatchState)
    round = models.PositiveSmallIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    # As whom: position and unit at that moment.
    position = models.CharField(max_length=250, blank=True)
    at = models.DateTimeField(auto_now_add=True)
    note = models.TextField(_("note"), blank=True)
    # SHA-256 of the lines that were signed.
    content_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["batch", "at", "pk"]
        triggers = [SIGNER_STANDS_NOT_ON_IT]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "round", "by"],
                condition=models.Q(step__in=[str(step.value) for step in SIGNATURE_STEPS]),
                name="batchsignature_nobody_twice",
                violation_error_message=_("You have signed an earlier step. Somebody else signs this one."),
            ),
            models.UniqueConstraint(
                fields=["batch", "round", "step"],
                condition=models.Q(step__in=[str(step.value) for step in SIGNATURE_STEPS]),
                name="batchsignature_step_once",
                violation_error_message=_("This step was signed already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.batch_id} {self.step}"
