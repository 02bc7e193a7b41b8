"""A staff list on its way into the records: the upload, what each row would do, and what is needed to undo it.

Rows hold personal data of people who may never come on record, so they are removed some days after the upload
(`services.staff_import.forget_old_imports`); NIK are encrypted here as everywhere.
"""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from employees.enums import MAIN_SHEET, SHEET_KINDS, ImportAction, ImportOutcome, ImportState
from employees.querysets import StaffImportQuerySet

UNDO_HOURS = 24


class StaffImport(models.Model):
    """One upload. `unit_path` is the smallest part of the tree that holds all units the importer could write to."""

    # PROTECT: imports are kept as part of the trail.
    government = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, related_name="+", verbose_name=_("government")
    )
    unit_path = models.CharField(max_length=255)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("uploaded by")
    )
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    state = models.CharField(_("state"), max_length=10, choices=ImportState, default=ImportState.MAPPING)
    file_name = models.CharField(_("file"), max_length=200)
    # SET_NULL: the file is removed with the rows, the import stays as a line in the list.
    source = models.ForeignKey("documents.Document", on_delete=models.SET_NULL, null=True, related_name="+")
    default_unit = models.ForeignKey(
        "employees.OrganizationalUnit", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    counts = models.JSONField(default=dict, blank=True)
    # SET_NULL: jobs come and go.
    job = models.ForeignKey("jobs.Job", on_delete=models.SET_NULL, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)

    objects = StaffImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("staff import")
        verbose_name_plural = _("staff imports")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=ImportState.values), name="staffimport_state_known")
        ]

    def __str__(self) -> str:
        return self.file_name

    def get_absolute_url(self) -> str:
        return reverse("employees:import-detail", args=[self.pk])

    @property
    def tone(self) -> str:
        return ImportState(self.state).tone

    @property
    def has_changes(self) -> bool:
        """Whether storing what the check found would change anything."""
        entries = self.counts.get("entries", {})
        return any(counts.get(action) for counts in (self.counts, entries) for action in ("INSERT", "UPDATE"))

    @property
    def undo_until(self) -> datetime.datetime | None:
        return self.applied_at + datetime.timedelta(hours=UNDO_HOURS) if self.applied_at else None

    @property
    def can_be_undone(self) -> bool:
        until = self.undo_until
        return self.state == ImportState.APPLIED and until is not None and timezone.now() < until

    @property
    def is_under_way(self) -> bool:
        return self.state in {ImportState.READING, ImportState.CHECKING, ImportState.APPLYING, ImportState.UNDOING}


class StaffImportSheet(models.Model):
    """One sheet of the file: what it holds (`kind`, "" is left out), where its titles stand, what each column is."""

    # CASCADE: sheets are working material of their import.
    staff_import = models.ForeignKey(StaffImport, on_delete=models.CASCADE, related_name="sheets")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(_("sheet"), max_length=250, blank=True)
    kind = models.CharField(_("what it holds"), max_length=20, choices=SHEET_KINDS, blank=True)
    header_row = models.PositiveIntegerField(_("row of the column titles"), default=1)
    # Last row of the titles, when they take more than one.
    header_end = models.PositiveIntegerField(default=1)
    headers = models.JSONField(default=list, blank=True)
    samples = models.JSONField(default=list, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    # {column index as text: name of our field}
    mapping = models.JSONField(default=dict, blank=True)
    counts = models.JSONField(default=dict, blank=True)
    ignored_rows = models.JSONField(default=list, blank=True)
    # Told once: looking for formulas takes as long as reading the sheet.
    has_formulas = models.BooleanField(default=True)

    class Meta:
        verbose_name = _("sheet of a staff import")
        verbose_name_plural = _("sheets of staff imports")
        ordering = ["staff_import", "place"]
        constraints = [models.UniqueConstraint(fields=["staff_import", "place"], name="staffimportsheet_place_unique")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_main(self) -> bool:
        return self.kind == MAIN_SHEET


class StaffImportRow(models.Model):
    """One person or one entry of a history. `cells` (as handed in) are kept for rows with problems only."""

    # CASCADE: rows are working material of their import.
    staff_import = models.ForeignKey(StaffImport, on_delete=models.CASCADE, related_name="rows")
    # CASCADE: likewise.
    sheet = models.ForeignKey(StaffImportSheet, on_delete=models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField(_("row"))
    nip = models.CharField(_("NIP"), max_length=18, blank=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    action = models.CharField(_("effect"), max_length=6, choices=ImportAction)
    # "error", "warning" or "": the worst of the problems.
    level = models.CharField(max_length=7, blank=True)
    problems = models.JSONField(default=list, blank=True)
    values = models.JSONField(default=dict, blank=True)
    cells = models.JSONField(null=True)
    # SET_NULL: an undone insertion leaves no employee.
    employee = models.ForeignKey("employees.Employee", on_delete=models.SET_NULL, null=True, related_name="+")
    # The employee's version when the row was checked, and after it was stored.
    version = models.PositiveIntegerField(null=True)
    stored_version = models.PositiveIntegerField(null=True)
    # For updates: {field: old value}; and what was added to the histories or corrected in them.
    before = models.JSONField(default=dict, blank=True)
    outcome = models.CharField(_("outcome"), max_length=8, choices=ImportOutcome, blank=True, default="")

    class Meta:
        verbose_name = _("row of a staff import")
        verbose_name_plural = _("rows of staff imports")
        ordering = ["staff_import", "sheet", "number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="staffimportrow_number_unique")]
        indexes = [
            models.Index(
                fields=["staff_import", "sheet", "number"], name="staffimportrow_problem", condition=~models.Q(level="")
            ),
            models.Index(fields=["staff_import", "action", "sheet", "number"], name="staffimportrow_action"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"


class StaffImportMapping(models.Model):
    """Which column held what, the last time a sheet with the same titles came."""

    # CASCADE: a remembered suggestion means nothing without its government.
    government = models.ForeignKey("employees.OrganizationalUnit", on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=64)
    kind = models.CharField(max_length=20, choices=SHEET_KINDS, default=MAIN_SHEET, db_default=MAIN_SHEET)
    mapping = models.JSONField(default=dict)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["government", "fingerprint"], name="staffimportmapping_once"),
        ]

    def __str__(self) -> str:
        return self.fingerprint[:12]
